import type { Button, RichTextElement } from '@slack/types';
import type { RefusalReason } from '../src/refusal.ts';
import { fullDayText } from './dates.ts';
import { actions, clipped, lines, type Message, mention, phrase, typed } from './kit.ts';
import { valueRefusal } from './kpis/value-refusal.ts';
import { asMessage } from './pages.ts';
import { whose, whosePlan } from './people.ts';
import { openPlan } from './plans/plan-buttons.ts';
import { progressButton } from './progress/progress-buttons.ts';

/** Why something was not done, and what to do instead, for whoever asked for it. */
export const explain = (reason: RefusalReason, readerId?: string): Message =>
  asMessage([lines(...sentence(reason, readerId)), ...actions(buttonsFor(reason))]);

function buttonsFor(reason: RefusalReason): Button[] {
  if (reason.kind === 'earlier-plan') return [progressButton('Open the plan of today', reason.personId)];
  return reason.kind === 'plan-running' ? [openPlan(reason.planId, 'Open the plan')] : [];
}

/** The same for under a field of a form, where Slack shows no names of people. */
export function explainText(reason: RefusalReason): string {
  const text = sentence(reason, undefined)
    .map((element) => ('text' in element ? element.text : 'this person'))
    .join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const sentence = (reason: RefusalReason, readerId: string | undefined): RichTextElement[] =>
  'personId' in reason ? aboutPerson(reason, readerId) : aboutWhatWasSaid(reason);

type AboutPerson = Extract<RefusalReason, { personId: string }>;

function aboutPerson(reason: AboutPerson, readerId: string | undefined): RichTextElement[] {
  const person = mention(reason.personId);
  const plan = whosePlan(reason.personId, readerId);
  switch (reason.kind) {
    case 'no-such-person':
      return phrase`${person} is nobody that I find in this workspace. Type @ and pick the person from the list that Slack then shows.`;
    case 'is-bot':
      return phrase`${person} is an app, and plans are for people. Choose a colleague.`;
    case 'deactivated':
      return phrase`${person} is deactivated in Slack. Choose somebody else, or ask an admin to bring the account back first.`;
    case 'guest':
      return reason.personId === readerId
        ? phrase`Guests cannot start plans or have one here. An admin can give you a full account.`
        : phrase`${person} is a guest here, and plans are for full members. Choose somebody else, or ask an admin for a full account first.`;
    case 'not-yours-to-start':
      return phrase`You cannot start a plan for ${person}: they have a plan or a manager here already. Ask a workspace admin, who can settle it.`;
    case 'plan-needs-manager':
      return phrase`${plan} is under way and needs a manager. Choose somebody else, or end the plan first: ${typed('offboard @person')}.`;
    case 'plan-running':
      return phrase`${plan} is under way already. Open it to see its days or to change it.`;
    case 'own-manager':
      return phrase`${person} cannot be their own manager here. Choose whoever they report to.`;
    case 'no-plan':
      return reason.personId === readerId
        ? phrase`You have no plan yet. Start one with yourself, your first day and your manager: ${typed('onboard @you 2026-11-30 manager @mira')}.`
        : phrase`${person} has no plan yet. Start one with their first day: ${typed('onboard @joel 2026-11-30')}.`;
    case 'not-yours-to-see':
      return phrase`Somebody's progress is seen by them, their manager and the workspace admins. Ask ${person} how it goes.`;
    case 'not-yours-to-change':
      return phrase`For ${person} that is up to their manager or a workspace admin. Ask one of them.`;
    case 'theirs-alone':
      return phrase`That is for ${person} alone. Ask them how it goes.`;
    case 'not-yours-to-delete':
      return phrase`What is recorded is deleted by ${person} or a workspace admin alone. Ask one of them.`;
    case 'plan-paused':
      return phrase`${plan} is paused${reason.until === undefined ? '' : ` until ${fullDayText(reason.until)}`}. Resume it first, with ${typed('resume')} and the name.`;
    case 'not-paused':
      return phrase`${plan} is not paused, so there is nothing to resume. See where it stands with ${typed('progress')} and the name.`;
    case 'plan-ended':
      return phrase`${plan} has ended, and nothing in it changes any more. Start a new one with ${typed('onboard')} and the name.`;
    case 'earlier-plan':
      return phrase`This is of an earlier plan, which has ended, and nothing in it changes any more. Open the one of today to go on.`;
    case 'manager-missing':
      return phrase`${plan} waits for a manager. Choose one first: type ${typed('progress')} and the name, then See the dates, then Change.`;
    case 'something-recorded':
      return phrase`Something is recorded in ${whose(reason.personId, readerId)} plan already, so it is not taken back. Type ${typed('offboard')} and the name to end it: what is there is kept.`;
    case 'slack-does-not-answer':
      return phrase`Slack does not answer just now, so I could not look up ${person}. Nothing was changed; try again in a minute.`;
  }
}

function aboutWhatWasSaid(reason: Exclude<RefusalReason, AboutPerson>): RichTextElement[] {
  switch (reason.kind) {
    case 'bare-name':
      if (reason.typed === '') return phrase`Nobody is named yet. Choose a person.`;
      return phrase`I cannot tell who ${quoted(reason.typed)} is. Type @ and pick the person from the list that Slack then shows.`;
    case 'two-named':
      return phrase`Two people are named, and I cannot tell who is who. Type it like ${typed('onboard @joel 2026-11-30 manager @mira')}.`;
    case 'no-date':
      if (reason.typed === '') return phrase`There is no day yet. Choose one, or type it like 2026-11-30.`;
      return phrase`${quoted(reason.typed)} is no day that I can read. Write year, month and day, like 2026-11-30.`;
    case 'start-too-late':
      return phrase`${fullDayText(reason.startsOn)} is further ahead than I plan. Choose a first day up to ${fullDayText(reason.latest)}.`;
    case 'start-too-early':
      return phrase`${fullDayText(reason.startsOn)} is too far back: that first year is over. Choose a first day from ${fullDayText(reason.earliest)} on.`;
    case 'may-not-name-manager':
      return phrase`Only workspace admins can name somebody else's manager. Start it with yourself as manager, or ask an admin.`;
    case 'needs-manager':
      return phrase`A plan needs a manager. Name one, as in ${typed('onboard @joel 2026-11-30 manager @mira')}.`;
    case 'other-line':
      return reason.managerId === undefined
        ? phrase`You report to nobody here by now. Type ${typed('manager')} to see how it is.`
        : phrase`You report to ${mention(reason.managerId)} by now. Type ${typed('manager')} to see that, and to say so if it is wrong.`;
    case 'no-milestones':
      return phrase`Without a milestone there is nothing to ask about. Tick at least one.`;
    case 'gone':
      return phrase`What this was about is no longer there. Type ${typed('')} for what there is today.`;
    case 'changed-meanwhile':
      return phrase`Somebody has changed this plan meanwhile, and it is left like that. Close the form and open it again to see it.`;
    case 'no-room':
      return phrase`That field of your check-in is full. Type ${typed('checkin')} to shorten what is in it.`;
    case 'already-answered':
      return phrase`This check-in is answered already. Type ${typed('checkin')} to edit the answer.`;
    case 'ends-before-it-starts':
      return phrase`${fullDayText(reason.to)} comes before ${fullDayText(reason.from)}. Choose a last day that is not before the first.`;
    case 'date-is-past':
      return phrase`${fullDayText(reason.on)} is past. Choose a day that is still to come.`;
    case 'too-far-ahead':
      return phrase`${fullDayText(reason.on)} is further ahead than I plan. Choose a day up to ${fullDayText(reason.latest)}.`;
    case 'no-workdays':
      return phrase`Without a working day I could never write. Tick at least one.`;
    case 'no-such-country':
      return phrase`I know no public holidays for ${quoted(reason.code)}. Pick a country from the list.`;
    case 'unreadable-line':
      return phrase`I cannot read ${quoted(reason.line)}. Write one holiday a line, its day and then its name: 2026-12-24 Christmas Eve.`;
    case 'no-such-kpi':
      if (reason.typed === '') return phrase`No KPI is named yet. Type it like ${typed('log latency 87')}.`;
      return phrase`I know no KPI that ${quoted(reason.typed)} begins with. Type ${typed('kpis')} for all of them, then log one like ${typed('log latency 87')}.`;
    case 'unreadable-value':
      return valueRefusal(reason);
    case 'target-is-managers':
      return phrase`Your target is set by your manager or a workspace admin. Agree on a figure, and one of them sets it here.`;
    case 'at-risk-is-better':
      return phrase`At risk comes after on target: choose a figure for ${reason.kpiTitle} that is worse than the target, or leave it empty.`;
    case 'other-currency':
      return phrase`Your last value was in ${reason.before}, and this one is in ${reason.typed}. Convert it first, so that the two can be compared.`;
    case 'admins-only':
      return phrase`Only workspace admins and owners can do that. Ask one of them.`;
  }
}

const quoted = (text: string): string => `"${clipped(text, 80)}"`;
