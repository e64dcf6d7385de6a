import { firstClock } from '../../domain/clue/clocks.ts';
import { CLUE_COMMAND_NAMES, type ClueCommandType } from '../../domain/clue/commands.ts';
import type { ClueState } from '../../domain/clue/state.ts';
import type { Row } from '../../domain/process.ts';
import { dateOf } from '../../domain/time.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { getRow } from '../../store/queries.ts';
import { actAs, type Done } from '../acting.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow } from '../engine-state.ts';
import type { Instance } from '../instance.ts';
import { personOf } from '../resolve.ts';
import { clueJson, clueLines } from '../views/clue.ts';
import { clueBody, stepOf, type Known } from './body.ts';
import type { ClueActOptions } from './forms.ts';
import { itemOf } from './items.ts';
import { bookOf, clueOf, clueStateOf, clueUnitOf } from './resolve.ts';
import { destroySealed, sealAll } from './sealing.ts';

/** Somebody does something with a clue. */
export async function actOnClue(
  call: Call,
  instance: Instance,
  asked: string,
  type: ClueCommandType,
  options: ClueActOptions,
): Promise<Answer> {
  const row = await clueOf(instance, asked, call.options.programme);
  const state = await clueStateOf(instance, row.process);
  const item = options.item === undefined ? undefined : itemOf(state.items, options.item);
  const done = await actAs(call, instance, {
    programme: row.programme,
    process: row.process,
    person: options.as,
    command: async () => clueBody(type, options, await knownOf(instance, row, state, options, item)),
    ...(options.post === undefined ? {} : { post: options.post }),
    ...(options.requestId === undefined ? {} : { requestId: options.requestId }),
  });
  if (type === 'destroy' && item !== undefined) await destroySealed(instance, item, call.world.now());
  return answerOf(
    call,
    instance,
    row,
    `已办理：${state.input.code} ${CLUE_COMMAND_NAMES[type]}（第 ${done.seq} 号记录）。`,
    done,
  );
}

/** How the clue stands after it. */
export async function answerOf(
  call: Call,
  instance: Instance,
  row: Row,
  said: string,
  { requestId, seq, head, behind }: Done,
): Promise<Answer> {
  const after = (await getRow(instance.db, row.process)) ?? row;
  const today = dateOf(await civilNow(instance, row.programme));
  const { width, colour } = call.world.io;
  return {
    lines: [
      said,
      ...clueLines(after, { today, calendar: stateCouncilCalendar(), width, colour }),
      ...(behind === 0 ? [] : [`台账尚差 ${behind} 条记录，以上可能不是最新情况。`]),
    ],
    json: {
      result: { kind: 'done', process: row.process, requestId, seq, head, ledgerBehind: behind },
      clue: clueJson(after),
    },
  };
}

async function knownOf(
  instance: Instance,
  { programme }: Row,
  state: ClueState,
  options: ClueActOptions,
  item: string | undefined,
): Promise<Known> {
  const { unit, person, step, to } = options;
  return {
    ...(unit === undefined ? {} : { unit: clueUnitOf(await bookOf(instance, programme), unit) }),
    ...(person === undefined ? {} : { person: await personOf(instance, programme, person) }),
    ...(to === undefined ? {} : { step: extended(state, step, options.case) }),
    ...(item === undefined ? {} : { item }),
    items: await sealAll(instance, options.content),
  };
}

/** The step that is meant: the one named, else the one that is due first. */
function extended(
  state: ClueState,
  typed: string | undefined,
  of: string | undefined,
): NonNullable<Known['step']> {
  if (typed !== undefined) return { step: stepOf(typed), ...(of === undefined ? {} : { case: of }) };
  const first = firstClock(
    of === undefined ? state : { ...state, clocks: state.clocks.filter((one) => one.case === of) },
  );
  const found = first?.case ?? of;
  return { step: first?.step ?? 'verify', ...(found === undefined ? {} : { case: found }) };
}
