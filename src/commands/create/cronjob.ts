import {generatorFlags} from '../../cli/generators/create-generated.ts'
import {cronJob} from '../../cli/generators/cron-job.ts'
import {GeneratorCommand} from '../../cli/generators/generator-command.ts'

export default class CreateCronjob extends GeneratorCommand {
  static override summary = 'Create a cron job with the specified name'
  static override description = 'Create a cron job with the specified name.'
  static override aliases = ['cj']
  static override examples = [
    {
      description: 'Every five minutes',
      command: "<%= config.bin %> create cronjob beat --image=busybox --schedule='*/5 * * * *' -- date",
    },
  ]
  static override usage = "create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]"
  static override flagSet = {...generatorFlags, ...cronJob.flags}

  protected override readonly generator = cronJob
}
