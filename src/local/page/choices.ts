import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

/** Which conversation is looked at, and which of its tabs. It lives in the address: reload and back work. */
export interface Place {
  conversation: string | null;
  tab: 'messages' | 'home';
}

export function usePlace(): [Place, (conversation: string, tab: Place['tab']) => void] {
  const hash = useSyncExternalStore(onHashChange, () => window.location.hash);
  const [conversation = '', tab] = decodeURIComponent(hash.slice(1)).split('/');
  const go = useCallback((to: string, nextTab: Place['tab']) => {
    window.location.hash = nextTab === 'home' ? `${to}/home` : to;
  }, []);
  return [{ conversation: conversation || null, tab: tab === 'home' ? 'home' : 'messages' }, go];
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Whom this window acts as: `?person=` first (so that two windows can be two people), then who it was last time. */
export function usePerson(): [string | null, (person: string) => void] {
  const [person, setPerson] = useState(() => personInAddress() ?? localStorage.getItem('person'));
  const choose = useCallback((next: string) => {
    localStorage.setItem('person', next);
    if (personInAddress()) {
      const address = new URL(window.location.href);
      address.searchParams.set('person', next);
      window.history.replaceState(null, '', address);
    }
    setPerson(next);
  }, []);
  return [person, choose];
}

function personInAddress(): string | null {
  return new URLSearchParams(window.location.search).get('person');
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: as the system has it, until it is chosen here. */
export function useTheme(): ['light' | 'dark', () => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem('theme'));
  const systemIsDark = useSyncExternalStore(onSchemeChange, () => dark.matches);
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark ? 'dark' : 'light';
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = useCallback(() => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    setChosen(next);
  }, [theme]);
  return [theme, toggle];
}

function onSchemeChange(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}
