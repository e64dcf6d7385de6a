import { isObject } from '../guards.ts';
import type { Draft } from '../record.ts';
import { dateOf, isCivilDate } from '../time.ts';
import { reportNumber, withNews, type Gathered, type OpenReport } from './gathered.ts';
import type { ProgrammeState } from './state.ts';

/** What a programme has gathered after an event. Never throws: data that are not what they promise change nothing. */
export function evolveGathered(state: ProgrammeState, event: Draft): ProgrammeState {
  const { gathered } = state;
  if (gathered === undefined || !isObject(event.data)) return state;
  const next = after(state, gathered, event);
  return next === gathered ? state : { ...state, gathered: next };
}

function after(state: ProgrammeState, gathered: Gathered, { type, data, occurredAt }: Draft): Gathered {
  const on = dateOf(occurredAt);
  const { open } = gathered;
  switch (type) {
    case 'ReportPrepared': {
      const { number, leavesOn, measures } = data;
      if (!Number.isSafeInteger(number) || !isCivilDate(leavesOn) || !isList(measures)) return gathered;
      const report: OpenReport = {
        number: number as number,
        preparedOn: on,
        leavesOn,
        listed: measures,
        held: {},
      };
      return { ...gathered, reports: report.number, open: report };
    }
    case 'ReportProposed':
      if (open === undefined || typeof data['text'] !== 'string') return gathered;
      return { ...gathered, open: { ...open, text: data['text'] } };
    case 'ReportHeld': {
      const { measure, reason, closes } = data;
      if (open === undefined || typeof measure !== 'string' || typeof reason !== 'string') return gathered;
      if (closes === true) return closed(gathered);
      return { ...gathered, open: { ...open, held: { ...open.held, [measure]: reason } } };
    }
    case 'ReportSent':
      if (open === undefined) return gathered;
      return withNews(closed(gathered), { type, measure: `专报${reportNumber(open)}`, on });
    case 'BriefSent': {
      const { number, until } = data;
      if (!Number.isSafeInteger(number) || !isCivilDate(until)) return gathered;
      return { ...gathered, briefs: number as number, briefFrom: until, news: [], newsLost: 0 };
    }
    case 'ProblemSignedOff':
    case 'ProblemReopened':
      if (typeof data['problem'] !== 'string') return gathered;
      return withNews(gathered, { type, measure: `问题${data['problem']}`, on });
    default:
      return gathered;
  }
}

function closed({ open: _, ...gathered }: Gathered): Gathered {
  return gathered;
}

function isList(raw: unknown): raw is readonly string[] {
  return Array.isArray(raw) && raw.every((one) => typeof one === 'string');
}
