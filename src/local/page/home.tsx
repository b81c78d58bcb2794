import { type ReactNode, useEffect } from 'react';
import type { PageView } from '../protocol.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useNewSurface } from './blocks/surface.tsx';
import { useWorkspace } from './workspace.ts';

/** The app's Home tab. Looking at it tells the app so, which may then publish something new. */
export function Home({ view }: { view: PageView | null }): ReactNode {
  const { app, me, ask } = useWorkspace();
  useEffect(() => {
    void ask({ kind: 'open-home', person: me.id });
  }, [ask, me.id]);
  if (!view) {
    return (
      <div className="home empty">
        <p>{app.name} has not put anything here yet. It usually does within a second.</p>
      </div>
    );
  }
  return (
    <div className="home">
      <HomeBlocks key={view.id} view={view} />
    </div>
  );
}

function HomeBlocks({ view }: { view: PageView }): ReactNode {
  const surface = useNewSurface({ source: { kind: 'view', viewId: view.id }, blocks: view.blocks });
  return <Blocks blocks={view.blocks} surface={surface} />;
}
