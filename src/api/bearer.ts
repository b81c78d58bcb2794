import type { IncomingMessage } from 'node:http';
import { type ApiToken, digestOf, findToken, noteUse } from '../store/api-tokens.ts';
import type { Db } from '../store/tables.ts';
import { Problem } from './problem.ts';

/** Whoever sent the request, by its token: https://www.rfc-editor.org/rfc/rfc6750. @throws {Problem} none that is known */
export async function requireToken(db: Db, request: IncomingMessage, now: Date): Promise<ApiToken> {
  const sent = request.headers.authorization;
  const [, secret] = /^bearer +(\S+) *$/i.exec(sent ?? '') ?? [];
  if (secret === undefined) {
    const detail = 'Send a token, as in "Authorization: Bearer rc_…". Workspace admins make them in /ml-role settings.';
    throw new Problem('no-token', detail, { headers: { 'www-authenticate': challenge } });
  }
  const token = await findToken(db, digestOf(secret));
  if (!token) {
    const detail = 'This token is unknown or was revoked. Workspace admins make another one in /ml-role settings.';
    throw new Problem('no-token', detail, { headers: { 'www-authenticate': `${challenge}, error="invalid_token"` } });
  }
  await noteUse(db, token, now);
  return token;
}

const challenge = 'Bearer realm="role-coach"';
