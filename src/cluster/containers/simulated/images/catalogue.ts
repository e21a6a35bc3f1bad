import {controlPlaneImages} from './control-plane-images.ts'
import {databaseImages} from './database-images.ts'
import {exampleImages} from './example-images.ts'
import type {ImageDefinition} from './image.ts'
import {kubectlImages} from './kubectl-images.ts'
import {languageImages} from './language-images.ts'
import {systemImages} from './system-images.ts'
import {testImages} from './test-images.ts'
import {webImages} from './web-images.ts'

/** The images that people use in examples. Whatever is not here runs too, but idles. */
export const catalogue: ImageDefinition[] = [
  ...systemImages,
  ...webImages,
  ...databaseImages,
  ...languageImages,
  ...kubectlImages,
  ...exampleImages,
  ...testImages,
  ...controlPlaneImages,
]
