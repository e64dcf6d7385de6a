/** How an engine is spoken to, beside its address. Absent parts: plain text, no key, no headers. Certificates and keys are PEM text. */
export interface EngineAccess {
  readonly tls?: EngineTls;
  /** Sent with every request as `Authorization: Bearer …`. */
  readonly apiKey?: string;
  /** Further headers of every request. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface EngineTls {
  /** Name that the server's certificate must hold; by default the address's host. */
  readonly serverName?: string;
  /** Who is trusted to have issued it; by default the well-known authorities. */
  readonly ca?: string;
  /** Our own certificate and key, where the server asks for one. */
  readonly client?: { readonly cert: string; readonly key: string };
}

/** The same as both of the SDK's connections take it. */
export interface AccessOptions {
  /** `false`, never absent: the SDK would turn TLS on for a key by itself. */
  readonly tls:
    | false
    | {
        readonly serverNameOverride?: string;
        readonly serverRootCACertificate?: Uint8Array;
        readonly clientCertPair?: { readonly crt: Uint8Array; readonly key: Uint8Array };
      };
  readonly apiKey?: string;
  readonly metadata?: Record<string, string>;
}

/** What the SDK's connections are opened with. */
export function accessOptions({ tls, apiKey, metadata }: EngineAccess = {}): AccessOptions {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return {
    tls:
      tls === undefined
        ? false
        : {
            ...(tls.serverName === undefined ? {} : { serverNameOverride: tls.serverName }),
            ...(tls.ca === undefined ? {} : { serverRootCACertificate: bytes(tls.ca) }),
            ...(tls.client && {
              clientCertPair: { crt: bytes(tls.client.cert), key: bytes(tls.client.key) },
            }),
          },
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
  };
}
