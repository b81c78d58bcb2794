/** The buttons and inputs of check-ins: each carries the check-in's id, or stands in its form. */
export const checkinActions = {
  answer: 'checkin.answer',
  tomorrow: 'checkin.tomorrow',
  monday: 'checkin.monday',
  away: 'checkin.away',
  open: 'checkin.open',
  state: 'checkin.state',
  typed: 'checkin.typed',
  back: 'checkin.back',
  read: 'checkin.read',
  note: 'checkin.note',
} as const;
