import type { WorkflowInterceptors } from '@temporalio/workflow';

/** Names that the SDK keeps for itself: where a default handler is set, it throws on a signal of one, and the task fails for ever. */
const RESERVED = '__temporal_';
/** Put before such a name, so that the default handler gets it. */
const MARK = 'zhenggai:';

/** The name under which a signal was sent. */
export function asSent(name: string): string {
  return name.startsWith(MARK) ? name.slice(MARK.length) : name;
}

/** Lets a signal of a reserved name come in like every other that nobody knows: it is recorded, and wedges nothing. */
export function interceptors(): WorkflowInterceptors {
  return {
    internals: [
      {
        activate(input, next) {
          for (const { signalWorkflow: signal } of input.activation.jobs ?? []) {
            const name = signal?.signalName ?? '';
            // One that bears the mark already gets another, so that taking one off gives the name as it was.
            if (signal && (name.startsWith(RESERVED) || name.startsWith(MARK)))
              signal.signalName = MARK + name;
          }
          next(input);
        },
      },
    ],
  };
}
