import { milestones } from '../dist/src/calendar/milestone-dates.js';

/** When each milestone comes, in days after the start. */
export const milestoneDays = [30, 60, 90, 182, 365];

/** Somebody who started so many days ago and has answered for the first `reached` milestones; what is given besides stands. */
const hire = ({ days, reached = 0, state = 'running', checkins = {}, goals = {}, answers = [], readings = {} }) => ({
  ...{ days, state, readings },
  checkins: milestones.map(
    (_, place) => checkins[place] ?? (place < reached ? answered(days, place) : { state: 'planned' }),
  ),
  goals: { ...reachedGoals(days, reached), ...goals },
  answers: [
    ...milestoneDays.slice(0, reached).map((day, place) => ({ place, ago: days - day, confidence: 4 })),
    ...answers,
  ],
});

const answered = (days, place) => {
  const ago = days - milestoneDays[place];
  return { state: 'answered', askedAgo: ago, answeredAgo: ago };
};

/** By milestone and position in it: what became of a goal, and how many days ago. */
const reachedGoals = (days, reached) =>
  Object.fromEntries(
    milestoneDays.slice(0, reached).flatMap((day, place) =>
      [0, 1].map((position) => [
        `${place}.${position}`,
        [
          ['in_progress', days - day + 14],
          ['done', days - day],
        ],
      ]),
    ),
  );

/** The latest first, a week apart. */
const weekly = (...values) => values.map((value, week) => ({ ago: 2 + 7 * week, value }));

const healthy = { latency: weekly(87, 88, 86, 90), 'training-success': weekly(99, 98.5, 98, 98.2) };
const year = Array.from({ length: 52 }, (_, week) => 80 + (week % 15));
const veteran = { latency: weekly(...year), drift: weekly(...year.map((value) => value / 1000)) };
const settled = { days: 140, reached: 3, readings: healthy };

/**
 * Twenty kinds of people who report to somebody, of whom six need a word. Days are counted back from now; a check-in
 * that is not named is planned or, where its milestone is reached, answered.
 */
export const kinds = [
  hire({ days: 3 }),
  hire({
    days: 31,
    checkins: { 0: { state: 'asked', askedAgo: 1 } },
    goals: { '0.0': [['done', 9]], 0.1: [['done', 4]] },
  }),
  hire({
    days: 50,
    reached: 1,
    goals: {
      '1.0': [
        ['in_progress', 12],
        ['blocked', 2],
      ],
      1.1: [['blocked', 3]],
    },
  }),
  hire({ days: 61, reached: 1, checkins: { 1: answered(61, 1) }, answers: [{ place: 1, ago: 1, confidence: 2 }] }),
  hire({ days: 70, reached: 1, checkins: { 1: { state: 'missed', askedAgo: 9 } } }),
  hire({ ...settled, readings: { latency: weekly(140, 120, 101, 87), 'training-success': weekly(93, 97, 98, 99) } }),
  hire({ days: 200, reached: 4, readings: { ...veteran, latency: weekly(130, ...year) } }),
  hire({
    days: 92,
    reached: 3,
    goals: {
      '2.0': [
        ['in_progress', 20],
        ['done', 2],
      ],
    },
  }),
  hire({ ...settled, state: 'paused' }),
  hire({ ...settled, state: 'ended' }),
  { ...hire({ days: 400, readings: veteran }), state: 'none' },
  hire({ days: 40, reached: 1, goals: { '1.0': [['in_progress', 1]], 1.1: [['in_progress', 3]] } }),
  hire({ days: 75, reached: 2, goals: { '2.0': [['in_progress', 5]], 2.1: [['done', 2]] }, readings: healthy }),
  hire({
    days: 20,
    goals: {
      '0.0': [['in_progress', 6]],
      0.1: [
        ['blocked', 9],
        ['in_progress', 2],
      ],
    },
  }),
  hire({
    days: 100,
    reached: 3,
    readings: { latency: weekly(99, 97, 95, 90), 'training-success': weekly(96, 97, 98, 99) },
  }),
  hire(settled),
  hire({ ...settled, days: 300, reached: 4 }),
  hire({ days: 15, goals: { '0.0': [['in_progress', 9]] } }),
  hire({ days: 45, reached: 1, goals: { '1.0': [['in_progress', 10]] } }),
  hire({ days: 330, reached: 4, readings: veteran }),
];
