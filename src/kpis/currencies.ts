/** The signs that stand for one currency. `$` alone is taken for the American one: others say which they mean. */
const signs: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['$', 'USD'],
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['AU$', 'AUD'],
  ['NZ$', 'NZD'],
  ['HK$', 'HKD'],
  ['R$', 'BRL'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
  ['₩', 'KRW'],
  ['₺', 'TRY'],
  ['₪', 'ILS'],
  ['₴', 'UAH'],
]);

/** Known in capitals only, since some are words of a note too: "87 try again". */
const codes: ReadonlySet<string> = new Set([
  ...signs.values(),
  ...['CHF', 'CNY', 'CZK', 'DKK', 'HUF', 'MXN', 'NOK', 'PLN', 'RON', 'SEK', 'SGD', 'THB', 'ZAR', 'AED', 'SAR', 'VND'],
]);

const words: ReadonlyMap<string, string> = new Map([
  ['eur', 'EUR'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['usd', 'USD'],
  ['dollar', 'USD'],
  ['dollars', 'USD'],
  ['gbp', 'GBP'],
  ['pound', 'GBP'],
  ['pounds', 'GBP'],
  ['chf', 'CHF'],
  ['inr', 'INR'],
  ['jpy', 'JPY'],
]);

const signOf: ReadonlyMap<string, string> = new Map(
  [...signs].reverse().map(([sign, code]) => [code, sign]), // reversed, so that `$` is the last word on USD
);

/** The ISO code that a sign, a code or a word stands for, or undefined where it is none that we know. */
export function currencyOf(typed: string): string | undefined {
  return signs.get(typed) ?? (codes.has(typed) ? typed : words.get(typed.toLowerCase()));
}

/** `digits` with their currency in front, as {@link currencyOf} reads it back: `€0.40`, `CHF 0.40`. */
export function withCurrency(digits: string, code: string): string {
  const sign = signOf.get(code);
  return sign === undefined ? `${code} ${digits}` : `${sign}${digits}`;
}
