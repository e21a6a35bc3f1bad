import {randomFrom} from '../differential/random.ts'
