import type { Button } from '@slack/types';
import { afterAsking, button } from '../kit.ts';

/** The buttons about who reports to whom. */
export const reportingActions = {
  /** A form, for admins. */
  form: 'reporting.form',
  /** Whose manager the form is about. */
  person: 'reporting.person',
  share: 'reporting.share',
  disown: 'reporting.disown',
  release: 'reporting.release',
} as const;

export const reportingView = 'reporting.form';

/** @param personId whom the form begins with; empty: nobody */
export const reportingFormButton = (text: string, personId = ''): Button =>
  button(text, reportingActions.form, personId === '' ? 'anybody' : personId);

/** For that manager alone: what it stands in may be old. */
export const shareButton = (managerId: string): Button =>
  afterAsking(button('Share what came before', reportingActions.share, managerId), {
    title: 'Share what came before?',
    text: 'Your manager then also sees what you recorded before they became that. What is only for you stays so.',
    yes: 'Share it',
  });

export const disownButton = (managerId: string): Button => disowning(reportingActions.disown, managerId);

/** The part of an action's id after the colon in a message that is to stay: the answer comes beside it. */
export const beside = 'beside';

export const disownBesideButton = (managerId: string): Button =>
  disowning(`${reportingActions.disown}:${beside}`, managerId);

const disowning = (actionId: string, managerId: string): Button =>
  afterAsking(button('This is not my manager', actionId, managerId), {
    title: 'Somebody else is your manager?',
    text: 'They see nothing more of yours as your manager, and read that they are no longer named. The workspace admins are told, so that they can name the right one. A plan that is under way stops until then. Nothing is lost.',
    yes: 'Yes, tell them',
  });

export const releaseButton = (personId: string): Button =>
  afterAsking(button('They do not report to me', reportingActions.release, personId), {
    title: 'Not one of your people?',
    text: 'I show you nothing more of theirs. They and the workspace admins are told, so that the right manager can be named.',
    yes: 'Yes, tell them',
  });
