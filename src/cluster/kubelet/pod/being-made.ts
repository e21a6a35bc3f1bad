/** What is missing at first is often being made by the same command: for so many milliseconds nothing is said of it. */
export const beingMade = 200
