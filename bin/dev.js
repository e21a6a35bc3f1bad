#!/usr/bin/env node
import('../src/cli/run.ts').then(({run}) => run())
