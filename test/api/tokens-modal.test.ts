import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokensModal } from '../../blocks/settings/tokens-modal.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { checkView } from '../../src/local/checks/block-check.ts';
import { mostTokens, type TokenShown } from '../../src/settings/api-tokens.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { askedBefore, buttonsOf, filled, saidIn } from '../support/read-page.ts';
import { builtInRole, tenfoldRole } from '../support/roles.ts';

describe.each(databases)('the API tokens in settings on %s', (database) => {
  let coach: TestCoach;
  let ada: TestPage;
  let joel: TestPage;

  beforeAll(async () => {
    coach = await startTestCoach({ database, at: '2026-11-30T15:00:00Z' });
    ada = await coach.page('Ada');
    joel = await coach.page('Joel');
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  const opensTokens = async () => {
    await ada.types('/ml-role settings', ada.channel);
    await ada.presses(await ada.topModal(), 'API tokens');
    return ada.topModal();
  };
  const push = async (secret: string) => {
    const response = await fetch(`${coach.url}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kpi: 'latency', value: '87 ms' }),
    });
    return response.status;
  };

  test('are made by an admin, shown once, used and revoked', async () => {
    const page = await opensTokens();
    const latency = 'Inference latency (p95)';
    const fields = { Name: '<!channel> *CI*', 'Only for this person': joel.state.me, 'Only for this KPI': latency };
    expect(await ada.submits(page, filled(page, fields))).toEqual({ ok: true });
    const made = await ada.topModal();
    const [secret = ''] = /rc_[\w-]{43}/.exec(saidIn(made)) ?? [];
    expect(saidIn(made)).toContain('This is the only time that it is shown');
    expect(await push(secret)).toBe(201);

    const again = await opensTokens();
    expect(saidIn(again)).not.toContain(secret);
    expect(saidIn(again)).toContain('<!channel> *CI*');
    expect(saidIn(again)).toContain(`For <@${joel.state.me}>, ${latency}.`);
    expect(saidIn(again)).toMatch(/Made by <@U0ADA000000>, Mon 30 Nov, 15:0\d; last used Mon 30 Nov, 15:0\d\./);
    expect(askedBefore(again, 'Revoke')).toContain('is refused');
    await ada.presses(again, 'Revoke');
    const revoked = await ada.topModal();
    expect(saidIn(revoked)).toMatch(/^Revoked: <!channel> \*CI\*\./);
    expect(buttonsOf(revoked)).toEqual([]);
    expect(await push(secret)).toBe(401);
  });

  test('need a name, and a person of whom something is measured', async () => {
    const page = await opensTokens();
    const guest = ada.state.people.find(({ name }) => name.startsWith('Sam'))?.id ?? '';
    expect(await ada.submits(page, filled(page, { Name: '  ' }))).toEqual({
      ok: false,
      errors: { 'name~0': 'Give it a name, such as the system that it is for.' },
    });
    expect(await ada.submits(page, filled(page, { Name: 'CI', 'Only for this person': guest }))).toEqual({
      ok: false,
      errors: { 'person~0': expect.stringContaining('This person is a guest here') },
    });
    await ada.submits(page, filled(page, { Name: 'CI' }));
    const next = await ada.topModal();
    expect(await ada.submits(next, filled(next, { Name: 'notebook' }))).toEqual({ ok: true });
    expect(saidIn(await ada.topModal())).toContain('For anybody, any KPI.');
  });

  test('are nothing that others are offered, or reach by a forged press or form', async () => {
    await joel.types('/ml-role settings', joel.channel);
    expect(buttonsOf(await joel.topModal())).not.toContain('API tokens');
    await using slack = await rawSlack(coach);
    const tokens = () => coach.db.selectFrom('api_tokens').selectAll().orderBy('id').execute();
    const before = await tokens();
    const id = before.find(({ revoked_at }) => revoked_at === null)?.id ?? '';
    const refusal = 'Only workspace admins and owners can do that';
    expect((await slack.presses(joel.state.me, 'settings.tokens', 'tokens')).text).toContain(refusal);
    expect((await slack.presses(joel.state.me, 'settings.revoke-token', id)).text).toContain(refusal);
    const form = { callback_id: 'settings.tokens', private_metadata: '{"made":0}' };
    const values = { 'name~0': { 'settings.token-name': { type: 'plain_text_input', value: 'CI' } } };
    expect(await slack.submits(joel.state.me, form, values)).toContain(refusal);
    expect(await tokens()).toEqual(before);
  });
});

describe('the page of API tokens', () => {
  const token = (number: number): TokenShown => ({
    id: `token-${number}`,
    name: 'x'.repeat(80),
    personId: 'U0JOEL00000',
    kpi: 'y'.repeat(75),
    madeBy: 'U0ADA000000',
    madeAt: new Date('2025-11-30T15:00:00Z'),
    usedAt: new Date('2026-11-30T15:00:00Z'),
  });

  test.each([
    ['no token', 0, builtInRole],
    ['as many as there may be, and ten times the KPIs', mostTokens, () => tenfoldRole('entries')],
    ['one less', mostTokens - 1, () => tenfoldRole('entries')],
  ])('is one that Slack takes with %s', (_, count, role) => {
    const tokens = {
      tokens: Array.from({ length: count }, (__, number) => token(number)),
      isFull: count === mostTokens,
      kpis: roleKpis(role()).all,
      timeZone: 'Europe/London',
      today: '2026-11-30',
    };
    for (const done of [
      undefined,
      { kind: 'made' as const, name: 'x'.repeat(80), secret: `rc_${'x'.repeat(43)}` },
      { kind: 'revoked' as const, name: 'x'.repeat(80) },
    ])
      expect(checkView(tokensModal({ tokens, ...(done ? { done } : {}) }))).toEqual([]);
  });
});
