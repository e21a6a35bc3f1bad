const cards =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/

/** A number of one of the older issuers, whatever stands between its digits, with the right last one (Luhn). */
export function isCreditCard(text: string): boolean {
  const number = text.replace(/[^0-9]+/g, '')
  if (!cards.test(number)) return false
  const sum = [...number].reverse().reduce((so, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return so + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

export function isIsbn10(text: string): boolean {
  const number = bare(text)
  if (!/^\d{9}[\dX]$/.test(number)) return false
  const sum = [...number].reduce((so, digit, index) => so + (index + 1) * (digit === 'X' ? 10 : Number(digit)), 0)
  return sum % 11 === 0
}

export function isIsbn13(text: string): boolean {
  const number = bare(text)
  if (!/^\d{13}$/.test(number)) return false
  const sum = [...number].reduce((so, digit, index) => so + (index % 2 === 0 ? 1 : 3) * Number(digit), 0)
  return sum % 10 === 0
}

const bare = (text: string): string => text.replace(/[\s-]+/g, '')
