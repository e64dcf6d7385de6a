import { isUrgent } from '../../domain/measure/notices.ts';
import { NOTICE_KINDS, type Notice, type NoticeKind, type Recipient } from '../../domain/notice.ts';
import { instantAt } from '../../domain/time.ts';
import { compose, type ComposedLetter } from '../compose.ts';
import { styleOf } from '../kinds.ts';
import { people } from '../phrases.ts';
import { FACTS, sampleFacts } from './facts.ts';
import { CARD, CHEN, FENG, LI, SUN, WANG, WU, ZHANG, ZHAO, ZHENG } from './people.ts';

/** One letter of the gallery, composed as those that are sent. */
export interface GalleryLetter {
  /** What it is called: the tag of its kind, or what it shows. */
  readonly name: string;
  /** Absent: a letter of several notices. */
  readonly kind?: NoticeKind;
  readonly urgent: boolean;
  readonly to: string;
  readonly cc: string;
  readonly letter: ComposedLetter;
}

interface Addressed {
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
}

const LADDER: Addressed = { to: [LI], cc: [ZHANG, ZHAO] };
const LEADER: Addressed = { to: [WANG], cc: [LI, ZHANG, ZHAO] };
const PRINCIPAL: Addressed = { to: [CHEN], cc: [WANG, ZHAO] };
const OFFICE: Addressed = { to: [ZHAO], cc: [] };
const HEAD: Addressed = { to: [LI], cc: [] };
const UNIT: Addressed = { to: [LI, ZHANG], cc: [ZHAO] };
const PART: Addressed = { to: [WU], cc: [LI] };
/** Who has a clue, and where it came from. */
const HOLDER: Addressed = { to: [FENG], cc: [ZHENG] };
const SENDER: Addressed = { to: [SUN], cc: [] };

/** Whom a kind goes to; where nothing stands, the case handler, copied to the office head. */
const ADDRESSED: Readonly<Partial<Record<NoticeKind, Addressed>>> = {
  urge: LADDER,
  supervise: LEADER,
  special_report: { to: [CHEN], cc: [WANG, LI, ZHANG, ZHAO] },
  report_listed: { to: [LI, ZHANG], cc: [] },
  report_prepared: OFFICE,
  consolidated_report: PRINCIPAL,
  brief: { to: [CHEN, WANG], cc: [ZHAO] },
  proposal: { to: [ZHAO, CHEN], cc: [WANG] },
  urged_by_leader: LADDER,
  to_approve: HEAD,
  to_approve_again: HEAD,
  approval_above: { to: [WANG], cc: [ZHAO] },
  returned: UNIT,
  objection: UNIT,
  public_notice: { to: [ZHAO, LI, ZHANG], cc: [] },
  look_back_due: OFFICE,
  looked_back: UNIT,
  reopened: UNIT,
  extension_asked: { to: [ZHAO, WANG], cc: [] },
  extension_again: { to: [WANG], cc: [] },
  extension_above: { to: [CHEN], cc: [WANG, ZHAO] },
  problem_ready: OFFICE,
  problem_signed_off: { to: [ZHAO], cc: [CHEN] },
  problem_reopened: { to: [ZHAO], cc: [CHEN] },
  undeliverable: { to: [LI, ZHAO], cc: [] },
  sweep: OFFICE,
  instructed: UNIT,
  instruction_unanswered: LEADER,
  instruction_answered: { to: [WANG], cc: [ZHAO] },
  part_assigned: PART,
  part_reminder: PART,
  part_missed: PART,
  part_removed: PART,
  part_done: { to: [LI, ZHANG], cc: [] },
  clue_to_acknowledge: HOLDER,
  clue_reminder: HOLDER,
  clue_urge: { to: [ZHENG], cc: [FENG] },
  clue_supervise: { to: [WANG], cc: [ZHENG, FENG, ZHAO] },
  clue_principal: { to: [CHEN], cc: [WANG, ZHENG, ZHAO] },
  clue_received: SENDER,
  clue_returned: SENDER,
  clue_to_designate: { to: [WANG], cc: [SUN, ZHAO] },
  clue_moved: SENDER,
  clue_withdrawn: HOLDER,
  clue_joined: SENDER,
  clue_handler_relieved: { to: [ZHENG], cc: [] },
  clue_extension_asked: { to: [WANG], cc: [ZHENG] },
  clue_extension_granted: HOLDER,
  clue_extension_refused: HOLDER,
  clue_recalendared: HOLDER,
  clue_reported: SENDER,
  clue_supplement: HOLDER,
  clue_closed: HOLDER,
  clue_fed_back: HOLDER,
  clue_crime_asked: PRINCIPAL,
  clue_crime_decided: HOLDER,
  clue_follow_up: SENDER,
};

/** Where the tag alone does not tell two apart. */
const NAMES: Readonly<Partial<Record<NoticeKind, string>>> = {
  special_report: '呈阅·专报（逐项，此前启动的专项）',
  consolidated_report: '呈阅·专报（汇总）',
};

/** One letter of each kind there is, then those of several notices. */
export function galleryLetters(): readonly GalleryLetter[] {
  const digest = [sampleOf('urge'), sampleOf('to_approve'), sampleOf('milestone_missed')];
  const copies = [sampleOf('supervise'), sampleOf('urge')];
  const vacant = { ...LI, standsInFor: ['case_handler'] as const };
  return [
    ...NOTICE_KINDS.map((kind) => ({
      kind,
      ...shown(NAMES[kind] ?? styleOf(kind).tag, [sampleOf(kind)]),
    })),
    shown('整改日报：同一时刻的多件通知合为一封', digest),
    shown('整改日报·抄送', copies, ZHAO),
    shown('岗位空缺，由上一级代办', [{ ...sampleOf('reminder'), to: [vacant], cc: [] }]),
  ];
}

function sampleOf(kind: NoticeKind): Notice {
  const facts = sampleFacts(kind);
  return {
    id: `${facts.process}/r1/${kind}`,
    kind,
    urgent: isUrgent(kind),
    leaveAt: instantAt(facts.today, '08:30'),
    thenAt: [],
    ...(ADDRESSED[kind] ?? { to: [ZHANG], cc: [LI] }),
    facts,
  };
}

/** As `reader` gets it: the first it is addressed to, where nobody is named. */
function shown(name: string, notices: readonly Notice[], reader?: Recipient): Omit<GalleryLetter, 'kind'> {
  const [first] = notices;
  const one = reader ?? first?.to[0] ?? ZHANG;
  const letter = compose({
    programme: CARD,
    person: { id: one.person, name: one.name, address: one.address },
    messageId: 'gallery@zhenggai',
    thread: 'gallery@zhenggai',
    at: first?.leaveAt ?? instantAt(FACTS.today, '08:30'),
    notices: notices.map((notice) => ({
      notice,
      as: notice.to.some(({ person }) => person === one.person) ? 'to' : 'cc',
    })),
  });
  const alone = notices.length === 1;
  return {
    name,
    urgent: alone && first?.urgent === true,
    to: alone ? people(first?.to ?? []) : people([one]),
    cc: alone ? people(first?.cc ?? []) : '',
    letter,
  };
}
