import type { SharedFile } from '../kept/files.ts';
import type { Pieces } from '../pieces.ts';

/** Where the page saves a file: its id follows. */
export const FILE_PATH = '/local/files/';
/** Where the bot fetches one, with its token: id and name follow. */
export const PRIVATE_FILE_PATH = '/local/files-pri/';

/** A file as messages and answers show it. https://docs.slack.dev/reference/objects/file-object */
export function fileForBot({ world, baseUrl }: Pick<Pieces, 'world' | 'baseUrl'>, file: SharedFile) {
  const { id, name, title, mimetype, filetype, size, userId, created } = file;
  const address = `${baseUrl()}${PRIVATE_FILE_PATH}${id}`;
  const named = encodeURIComponent(name);
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    mimetype,
    filetype,
    size,
    user: userId,
    user_team: world.team.id,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    file_access: 'visible',
    url_private: `${address}/${named}`,
    url_private_download: `${address}/download/${named}`,
    permalink: `${baseUrl()}${FILE_PATH}${id}`,
  };
}
