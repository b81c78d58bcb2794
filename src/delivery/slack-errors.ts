import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Trouble } from './outlet.ts';

/**
 * What Slack's errors mean for a message, from the tables at
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors and of chat.update, conversations.open and
 * conversations.history beside it. One that is not here is tried again: the next version of Slack may have new ones.
 */
const meanings: Record<Exclude<Trouble['kind'], 'limited'>, readonly string[]> = {
  refused: [
    // the person, or the direct message with them
    ...['user_disabled', 'user_not_found', 'users_not_found', 'user_not_visible', 'invalid_user_combination'],
    ...['cannot_dm_bot', 'channel_not_found', 'not_in_channel', 'is_archived', 'is_inactive', 'no_permission'],
    ...['messages_tab_disabled', 'restricted_action', 'restricted_action_read_only_channel', 'user_not_in_channel'],
    // the workspace
    ...['account_inactive', 'team_not_found', 'enterprise_is_restricted', 'method_not_supported_for_channel_type'],
    // the message
    ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'no_text'],
    ...['invalid_arguments', 'invalid_arg_name', 'invalid_array_arg', 'too_many_attachments', 'metadata_too_large'],
    ...['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_must_be_sent_from_app'],
    // the message that was to be changed
    ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'block_mismatch'],
    // the method
    ...['missing_scope', 'not_allowed_token_type', 'method_deprecated', 'deprecated_endpoint'],
  ],
  later: [
    // the token: whoever runs the bot can mend it
    ...['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'two_factor_setup_required'],
    ...['team_access_not_granted', 'access_denied', 'accesslimited', 'ekm_access_denied'],
    // the workspace is being moved, or has sent too much for its plan
    ...['org_login_required', 'team_added_to_org', 'external_channel_migrating', 'message_limit_exceeded'],
    'request_timeout', // the request came in cut: nothing was read from it
  ],
  // "It's possible some aspect of the operation succeeded before the error was raised."
  unknown: ['fatal_error', 'internal_error', 'service_unavailable', 'messaging_processing_failed', 'update_failed'],
};

const meaningOf = new Map(
  (['refused', 'later', 'unknown'] as const).flatMap((kind) => meanings[kind].map((error) => [error, kind] as const)),
);

/** Said with a 200 here and there; a 429 has its own class, and says how long to wait. */
const limitErrors = new Set(['ratelimited', 'rate_limited']);
const limitedForMs = 30_000;

const blockErrors = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

/** Slack does not take the blocks, or not yet in this workspace: the same may go as text alone. */
export const refusesBlocks = (error: string): boolean => blockErrors.has(error);

const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'block_mismatch']);

/** The message cannot be changed any more: what it was to say can still be said in a new one. */
export const cannotBeChanged = (error: string): boolean => unchangeable.has(error);

/** The direct message is not, or no longer, the one that was opened. */
export const isChannelGone = (error: string): boolean => error === 'channel_not_found';

/** What an error of `WebClient` means. Whatever is no clear answer of Slack's leaves open what was done. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', retryAfterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', error: `http_${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: 'unknown', error: `no_answer (${reasonOf(error.original)})` };
  if (error instanceof WebAPIPlatformError) return platformTrouble(error.data.error);
  return { kind: 'unknown', error: `no_answer (${reasonOf(error)})` }; // the answer broke off, say
}

function platformTrouble(error: unknown): Trouble {
  // WebClient hands on an answer that is no JSON as if it were an error's name
  if (typeof error !== 'string' || !/^[a-z][a-z0-9_]*$/.test(error)) return { kind: 'unknown', error: 'no_json' };
  if (limitErrors.has(error)) return { kind: 'limited', retryAfterMs: limitedForMs };
  return { kind: meaningOf.get(error) ?? 'later', error };
}

/** `ECONNREFUSED`, `TimeoutError`: never a text, which may hold anything. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unexpected';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name;
}
