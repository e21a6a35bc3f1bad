/** Where Python finds what of the container is not in its files; the interpreter has them below /host. */
export const pythonDevices = {sleep: '/dev/.sleep', now: '/dev/.now'} as const

export interface PythonProgram {
  source: string
  /** As tracebacks call it. */
  file: string
  /** sys.argv */
  argv: string[]
  /** Whether its output leaves line by line, and not when it has ended. */
  streams: boolean
  hostname: string
}

/**
 * The Python that runs a program as the container's: `time` is the cluster's, output leaves as it is made, and a traceback tells of the program alone.
 */
export const pythonProgram = ({source, file, argv, streams, hostname}: PythonProgram): string => `
import builtins, io, linecache, os, socket, sys, time, traceback
_source, _file = ${text(source)}, ${text(file)}

def _ask(path):
    with open('/host' + path) as device:
        return device.read()

def _tell(path, what):
    with open('/host' + path, 'a') as device:
        device.write(what)

def _sleep(seconds):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    sys.stdout.flush()
    _tell('${pythonDevices.sleep}', repr(float(seconds)))

class _Stream(io.TextIOBase):
    encoding = 'utf-8'
    def __init__(self, path):
        self._path, self._pending = path, ''
    def writable(self):
        return True
    def isatty(self):
        return False
    def write(self, what):
        self._pending += what
        if '\\n' in what:
            self.flush()
        return len(what)
    def flush(self):
        what, self._pending = self._pending, ''
        if what:
            _tell(self._path, what)

time.sleep = _sleep
time.time = lambda: float(_ask('${pythonDevices.now}'))
time.time_ns = lambda: int(time.time() * 1e9)
socket.gethostname = lambda: ${text(hostname)}
os.getcwd = lambda getcwd=os.getcwd: getcwd() or '/'
sys.platform = 'linux'
sys.argv = [${argv.map(text).join(', ')}]
${streams ? "sys.stdout, sys.stderr = _Stream('/dev/.out'), _Stream('/dev/.err')" : ''}

def _run():
    module = type(sys)('__main__')
    module.__dict__['__builtins__'] = builtins
    if not _file.startswith('<'):
        module.__file__ = _file
        sys.path.insert(0, os.path.dirname(_file))
    sys.modules['__main__'] = module
    linecache.cache[_file] = (len(_source), None, _source.splitlines(True), _file)
    try:
        exec(compile(_source, _file, 'exec'), module.__dict__)
    except SystemExit:
        raise
    except SyntaxError as error:
        if error.filename != _file:
            raise
        traceback.print_exception(type(error), error, None)
        return 1
    except BaseException as error:
        traceback.print_exception(type(error), error, error.__traceback__.tb_next)
        return 1
    return 0

try:
    _code = _run()
finally:
    for _stream in (sys.stdout, sys.stderr):
        if not _stream.closed:
            _stream.flush()
sys.exit(_code)
`

/** A Python string; of all of them JSON's are, but for what lies beyond 16 bits, which Python would take for two characters. */
const text = (value: string): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]+/g, part =>
    [...part].map(letter => `\\U${letter.codePointAt(0)!.toString(16).padStart(8, '0')}`).join(''),
  )
