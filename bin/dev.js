#!/usr/bin/env node
import('tsx/esm/api')
  .then(({register}) => register())
  .then(() => import('../src/cli/run.ts'))
  .then(({run}) => run())
