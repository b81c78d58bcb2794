/** What is under way. */
export interface Works {
  /** `work` rejects never. */
  add(work: Promise<void>): void;
  count(): number;
  /** Resolves when all of it is done, and what was added meanwhile. */
  done(): Promise<void>;
}

export function makeWorks({ onDone }: { onDone: () => void }): Works {
  const underWay = new Set<Promise<void>>();
  return {
    add(work) {
      underWay.add(work);
      void work.then(() => {
        underWay.delete(work);
        onDone();
      });
    },
    count: () => underWay.size,
    async done() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
