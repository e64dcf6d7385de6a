import { Worker } from '@temporalio/worker';

/** What the SDK holds of its workflow threads, in no type of its own. */
interface WithThreads {
  readonly workerThreadClients?: readonly {
    readonly workerThread: {
      on(event: 'message', listener: () => void): unknown;
      terminate(): Promise<number>;
    };
  }[];
}

/** How long the workflows' thread may owe an answer. The rules hold no loop without an end. */
const STUCK_MS = 120_000;

/**
 * A worker whose workflows run without Node's own time limit. With one, Node makes a thread for every call into a workflow, three and more of
 * them for each task (nodejs/node#10453): on a busy machine that costs more than everything the rules do. And a workflow cut off in the middle
 * can bring the whole process down (Node: async hook stack has become corrupted). Here one look now and then does: a thread that owes an answer for
 * two minutes is ended, the worker with it, and its owner starts another.
 */
export class PatientWorker extends Worker {
  protected readonly stuckMs: number = STUCK_MS;

  /** The SDK's own seam between options and threads, though its options have no word for "no limit". */
  protected static override createWorkflowCreator(
    ...[bundle, options, logger]: Parameters<typeof Worker.createWorkflowCreator>
  ): ReturnType<typeof Worker.createWorkflowCreator> {
    const unlimited = { ...options, isolateExecutionTimeoutMs: undefined as unknown as number };
    return super.createWorkflowCreator(bundle, unlimited, logger);
  }

  override async run(): Promise<void> {
    const looking = this.watch();
    try {
      await super.run();
    } finally {
      clearInterval(looking);
    }
  }

  /**
   * Ends the threads. Where workflows are left at a forced end, the SDK's own tidying up breaks off ("execution context should have been
   * disposed first"), and they would keep the process from ending.
   */
  async endThreads(): Promise<void> {
    await Promise.all(this.threads().map((thread) => thread.terminate()));
  }

  /** Looks whether the workflows' threads still answer, and ends them where they do not. */
  private watch(): NodeJS.Timeout {
    const { stuckMs } = this;
    let heard = performance.now();
    for (const thread of this.threads()) thread.on('message', () => (heard = performance.now()));
    return setInterval(() => {
      if (this.getStatus().numInFlightWorkflowActivations === 0) heard = performance.now();
      else if (performance.now() - heard > stuckMs) void this.endThreads();
    }, stuckMs / 10);
  }

  private threads() {
    const { workerThreadClients } = this.workflowCreator as unknown as WithThreads;
    return (workerThreadClients ?? []).map((one) => one.workerThread);
  }
}
