import type { Button } from '@slack/types';
import { afterAsking, button } from '../kit.ts';

/** The buttons and menus of the KPIs, and the callbacks of their forms. */
export const kpiActions = {
  log: 'kpi.log',
  undo: 'kpi.undo',
  trend: 'kpi.trend',
  mine: 'kpi.mine',
  choose: 'kpi.choose',
  target: 'kpi.target',
  dropTarget: 'kpi.drop-target',
  prompted: 'kpi.prompted',
  putOff: 'kpi.put-off',
  skip: 'kpi.skip',
  stop: 'kpi.stop',
  event: 'kpi.event',
} as const;

export const logView = 'kpi.log';
export const chooseView = 'kpi.choose';
export const promptView = 'kpi.prompt';
export const targetView = 'kpi.target';

/** Without a KPI the form asks which. */
export const logButton = (text: string, kpiId = ''): Button => button(text, `${kpiActions.log}:${kpiId}`, kpiId);
/** Without a person it is the reader's own. */
export const trendButton = (kpiId: string, personId = ''): Button =>
  button('See the trend', kpiActions.trend, `${kpiId} ${personId}`);
export const myKpisButton = (text = 'All my KPIs', personId = ''): Button => button(text, kpiActions.mine, personId);
export const chooseButton = (text: string): Button => button(text, kpiActions.choose, 'choose');
/** Without a person it is for everybody in the workspace. */
export const targetButton = (kpiId: string, personId = ''): Button =>
  button('Set a target', kpiActions.target, `${kpiId} ${personId}`);

/** What counted before it counts again. */
export const dropTargetButton = (kpiId: string, personId = ''): Button =>
  afterAsking(button('Take this target back', kpiActions.dropTarget, `${kpiId} ${personId}`), {
    title: 'Take it back?',
    text: 'From today on what counted before it counts again. Earlier readings keep the target that they had.',
    yes: 'Take it back',
  });

/** The two parts of a value that names a KPI, and a person perhaps. */
export function readKpiAndPerson(value: string): { kpiId: string; personId?: string } {
  const [kpiId = '', personId = ''] = value.split(' ');
  return personId === '' ? { kpiId } : { kpiId, personId };
}
