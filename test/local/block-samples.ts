/** Short ways to write blocks; each is one that Slack takes unless `more` spoils it. */
export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const letters = (length: number) => 'x'.repeat(length);
export const many = <Item>(length: number, item: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => item(index));

export const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
export const option = (value: string, more: object = {}) => ({ text: plain(value), value, ...more });
export const options = (length: number) => many(length, (index) => option(`o${index}`));
export const select = (more: object = {}) => ({ type: 'static_select', action_id: 's', options: options(2), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('text'), ...more });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
export const textInput = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
export const richText = (text = 'text') => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
export const raw = (text: string) => ({ type: 'raw_text', text });
export const number = (value: number, text = String(value)) => ({ type: 'raw_number', value, text });
export const table = (rows: object[][], more: object = {}) => ({ type: 'table', rows, ...more });
export const grid = (rows: number, columns: number, text = 'x') => many(rows, () => many(columns, () => raw(text)));
export const dataTable = (rows: object[][], more: object = {}) => ({
  type: 'data_table',
  caption: 'KPIs',
  rows,
  ...more,
});
export const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'a',
  ...more,
});
export const confirm = (more: object = {}) => ({
  text: plain('Sure?'),
  title: plain('Sure'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});
export const card = (more: object = {}) => ({ type: 'card', title: mrkdwn('Card'), ...more });
export const container = (more: object = {}) => ({
  type: 'container',
  title: plain('Box'),
  child_blocks: [{ type: 'divider' }],
  ...more,
});
export const task = (more: object = {}) => ({
  type: 'task_card',
  task_id: 't',
  title: 'Task',
  status: 'pending',
  ...more,
});
export const feedback = (more: object = {}) => {
  return {
    type: 'feedback_buttons',
    positive_button: { text: plain('+'), value: 'up', ...more },
    negative_button: { text: plain('-'), value: 'down' },
  };
};
export const categories = (length: number) => many(length, (index) => `w${index}`);
export function chart({
  type = 'line',
  weeks = categories(2),
  series = 1,
  name = 'n',
  title = 'Latency',
  axis = {},
} = {}) {
  const data = weeks.map((label) => ({ label, value: 1.5 }));
  return {
    type: 'data_visualization',
    title,
    chart: { type, series: many(series, () => ({ name, data })), axis_config: { categories: weeks, ...axis } },
  };
}
export const pie = (segments: object[]) => ({
  type: 'data_visualization',
  title: 'Parts',
  chart: { type: 'pie', segments },
});
export const modal = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section()], ...more });
