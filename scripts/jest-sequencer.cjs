const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Those that take longest, longest first (seconds on two busy cores, 1 December 2026: from 206 down to 41). On a clean clone Jest knows of no times and goes by
 * the size of files, so that the two minutes of a short file come last, alone, with a core idle beside them.
 */
const LONGEST = [
  'cli/recovery',
  'stories/who-may-do-what',
  'stories/nobody-answers',
  'cli/doctor',
  'stories/clue-crashes',
  'cli/recovery-real-clock',
  'stories/amended-plan',
  'chaos/chaos',
  'stories/ledger',
  'store/bucket',
  'cli/owner',
  'stories/long-life',
  'stories/clue-life',
  'stories/clue-ignored',
  'stories/clue-chains',
  'stories/poison',
  'stories/clue-tampering',
  'stories/clue-at-once',
  'plan/fuzz',
  'stories/full-chain',
  'stories/crashes',
  'stories/sealed-engine',
  'cli/keys',
  'stories/new-calendar',
  'cli/evidence-bucket',
  'cli/own-postgres',
  'stories/upgrade',
  'stories/indicators',
  'stories/engine-away',
];

/** Puts what takes long first; all else as Jest would have it. */
module.exports = class extends Sequencer {
  async sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- Jest's own way of ordering, not an array's
    const usual = await super.sort(tests);
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return usual.toSorted((a, b) => rank(a) - rank(b));
  }
};
