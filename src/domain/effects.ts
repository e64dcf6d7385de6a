import type { Json } from './json.ts';
import type { LetterContent, Notice, Recipient } from './notice.ts';
import type { ProgrammeCard } from './plan.ts';
import type { ProcessKind } from './process.ts';
import type { Instant } from './time.ts';

/** What follows from an event outside the process. Carried out by `apply`, in this order of kinds, each idempotent. */
export type Effect = EffectBody & {
  /** The event it follows from, and which of that event's effects it is. */
  readonly seq: number;
  readonly k: number;
};

export type EffectBody =
  /** Open a process. Comes back as an outcome only when refused for good. */
  | {
      readonly kind: 'start';
      readonly process: string;
      readonly workflow: ProcessKind;
      readonly input: { readonly [key: string]: Json | undefined };
      readonly inputHash: string;
      /** Only when all others of the batch are open. */
      readonly last?: boolean;
    }
  /** Put a notice into one person's letter. */
  | {
      readonly kind: 'letter';
      readonly recipient: Recipient;
      readonly as: 'to' | 'cc';
      readonly notice: Notice;
      readonly programme: ProgrammeCard;
    }
  /** One attempt to send a letter; its outcome always comes back. */
  | { readonly kind: 'send'; readonly letter: LetterContent }
  /** Tell another process. */
  | {
      readonly kind: 'signal';
      readonly to: string;
      readonly type: string;
      readonly data: { readonly [key: string]: Json | undefined };
    }
  /** Look whether all of the programme is alive; its outcome always comes back. `since`: letters refused from then on are new. */
  | { readonly kind: 'inspect'; readonly registered: readonly string[]; readonly since?: Instant };

/** One effect for each notice of an event and each person it goes to. */
export function lettersOf(notices: Json | undefined, programme: ProgrammeCard): readonly EffectBody[] {
  return ((notices ?? []) as unknown as readonly Notice[]).flatMap((notice) =>
    (['to', 'cc'] as const).flatMap((as) =>
      notice[as].map((recipient) => ({ kind: 'letter' as const, recipient, as, notice, programme })),
    ),
  );
}

/** What became of an effect that reports back. */
export interface Outcome {
  /** `seq.k` of the effect. */
  readonly effectId: string;
  readonly kind: Effect['kind'];
  readonly result: { readonly [key: string]: Json | undefined };
}

/** Identity of an effect within its process. */
export function effectId(effect: { readonly seq: number; readonly k: number }): string {
  return `${effect.seq}.${effect.k}`;
}
