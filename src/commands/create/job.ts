import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'
import {job} from '../../cli/generators/job.ts'

export default class CreateJob extends GeneratorCommand {
  static override discoveryAttempts = 4
  static override summary = 'Create a job with the specified name'
  static override description = 'Create a job with the specified name.'
  static override examples = [
    {description: 'A job', command: '<%= config.bin %> create job once --image=busybox -- date'},
    {description: 'The job of a cron job, now', command: '<%= config.bin %> create job once --from=cronjob/daily'},
  ]
  static override usage = 'create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]'
  static override flagSet = {...generatorFlags, ...job.flags}

  protected override readonly generator = job
}
