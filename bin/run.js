#!/usr/bin/env node
'use strict'
// oclif's customary name for the same program.
require('./kctl')
