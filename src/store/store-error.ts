/** Why the database cannot be used, and what to do, in words for whoever runs the bot; never with a password. */
export class StoreError extends Error {
  override name = 'StoreError';
}
