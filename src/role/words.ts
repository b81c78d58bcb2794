/**
 * The words of a text as they are compared, in whatever script: lower case, without accents, punctuation or formatting.
 * "KPI’s", "*kpis*" and "Ｋｐｉｓ" all give `kpis`.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}'’]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
