import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/** The status codes of gRPC that we tell apart (grpc.io, "Status codes"). */
export const GRPC = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The status an error of the engine came with; undefined for every other error. The SDK wraps most of them in its own. */
export function grpcCode(error: unknown): number | undefined {
  const inner = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(inner) ? inner.code : undefined;
}
