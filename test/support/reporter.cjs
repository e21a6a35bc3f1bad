// Mocha's spec reporter for failures and its dots for the rest, closing with one plain line that scripts can read.
const {Base, Dot} = require('mocha').reporters

module.exports = class Reporter extends Dot {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    runner.on('pending', test => skipped.push(test.fullTitle()))
    runner.once('end', () => {
      const {passes, failures, pending} = this.stats
      for (const title of skipped) Base.consoleLog(`  skipped: ${title}`)
      Base.consoleLog(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ''}`)
    })
  }
}
