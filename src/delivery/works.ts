/** What is under way. */
export interface Works {
  /** `work` rejects never. `isNews` tells, when it is done, whether that changes anything; the last one always does. */
  add(work: Promise<void>, isNews?: () => boolean): void;
  count(): number;
  /** Resolves when all of it is done, and what was added meanwhile. */
  done(): Promise<void>;
}

export function makeWorks({ onNews }: { onNews: () => void }): Works {
  const underWay = new Set<Promise<void>>();
  return {
    add(work, isNews = () => true) {
      underWay.add(work);
      void work.then(() => {
        underWay.delete(work);
        if (underWay.size === 0 || isNews()) onNews();
      });
    },
    count: () => underWay.size,
    async done() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
