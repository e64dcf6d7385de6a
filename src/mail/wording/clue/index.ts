import type { NoticeKind } from '../../../domain/notice.ts';
import type { Wording } from '../../section.ts';
import type { View } from '../view.ts';
import { ofClue } from './common.ts';
import { recalendared } from './calendar.ts';
import { extensionAsked, extensionGranted, extensionRefused } from './extension.ts';
import {
  handlerRelieved,
  joined,
  moved,
  received,
  returned,
  toAcknowledge,
  toDesignate,
  withdrawn,
} from './hand-over.ts';
import { followUp, principal, reminder, supervise, urge } from './pursuit.ts';
import { closed, crimeAsked, crimeDecided, fedBack, reported, supplement } from './result.ts';

/** The words of letters about clues. They say number, units, step and date; never what a clue is about, nor anybody's reasons. */
export const CLUE_WORDINGS = {
  clue_to_acknowledge: ofClue(toAcknowledge),
  clue_reminder: ofClue(reminder),
  clue_urge: ofClue(urge),
  clue_supervise: ofClue(supervise),
  clue_principal: ofClue(principal),
  clue_received: ofClue(received),
  clue_returned: ofClue(returned),
  clue_to_designate: ofClue(toDesignate),
  clue_moved: ofClue(moved),
  clue_withdrawn: ofClue(withdrawn),
  clue_joined: ofClue(joined),
  clue_handler_relieved: ofClue(handlerRelieved),
  clue_extension_asked: ofClue(extensionAsked),
  clue_extension_granted: ofClue(extensionGranted),
  clue_extension_refused: ofClue(extensionRefused),
  clue_reported: ofClue(reported),
  clue_recalendared: ofClue(recalendared),
  clue_fed_back: ofClue(fedBack),
  clue_supplement: ofClue(supplement),
  clue_closed: ofClue(closed),
  clue_crime_asked: ofClue(crimeAsked),
  clue_crime_decided: ofClue(crimeDecided),
  clue_follow_up: ofClue(followUp),
} satisfies Partial<Readonly<Record<NoticeKind, (view: View) => Wording>>>;
