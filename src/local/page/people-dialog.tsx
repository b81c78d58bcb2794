import { type ReactNode, useId } from 'react';
import type { PagePerson } from '../protocol.ts';
import { useDialog } from './blocks/confirm-dialog.tsx';
import { useWorkspace } from './workspace.ts';

const kinds: { kind: PagePerson['kind']; name: string }[] = [
  { kind: 'member', name: 'Member' },
  { kind: 'admin', name: 'Admin' },
  { kind: 'guest', name: 'Guest' },
  { kind: 'deactivated', name: 'Deactivated' },
];

/** Everybody's account and time zone. In a real workspace an admin changes the one, and each person the other. */
export function PeopleDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { people } = useWorkspace();
  const titleId = useId();
  const dialog = useDialog();
  return (
    <dialog ref={dialog} className="modal people" aria-labelledby={titleId} onCancel={onClose}>
      <header>
        <h2 id={titleId}>People</h2>
        <button type="button" className="icon-button" aria-label="Close the dialog" onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="modal-body" tabIndex={-1}>
        <p className="people-note">A change counts at once, and the app is told of it as Slack would tell it.</p>
        <ul>
          {people.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ul>
      </div>
    </dialog>
  );
}

function Person({ person }: { person: PagePerson }): ReactNode {
  const { me, ask } = useWorkspace();
  const { id, name, title, kind, timeZone } = person;
  const change = (to: Partial<Pick<PagePerson, 'kind' | 'timeZone'>>) =>
    void ask({ kind: 'change-person', person: me.id, changed: id, to: { kind, timeZone, ...to } });
  return (
    <li>
      <span>
        <b>{name}</b>
        <span className="hint">{title}</span>
      </span>
      <select
        className="select"
        aria-label={`Account of ${name}`}
        value={kind}
        disabled={id === me.id} // who shuts themself out could not come back
        title={id === me.id ? 'Act as somebody else to change your own account' : undefined}
        onChange={({ target }) => change({ kind: kinds.find((one) => one.kind === target.value)?.kind ?? kind })}
      >
        {kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {one.name}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label={`Time zone of ${name}`}
        value={timeZone}
        onChange={({ target }) => change({ timeZone: target.value })}
      >
        {zonesWith(timeZone).map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </li>
  );
}

/** Every zone that the browser knows, and the one that is chosen, which may go by an older name (`Asia/Kolkata`). */
function zonesWith(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), chosen])].sort();
}
