/** Puts things into groups, in their order and none cut in two: a group grows for as long as it `fits`. */
export function packed<Thing>(things: Thing[], fits: (group: Thing[]) => boolean): Thing[][] {
  const groups: Thing[][] = [[]];
  for (const thing of things) {
    const last = groups.at(-1);
    if (last && (last.length === 0 || fits([...last, thing]))) last.push(thing);
    else groups.push([thing]);
  }
  return groups;
}
