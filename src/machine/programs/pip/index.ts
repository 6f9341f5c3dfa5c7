/** A version of a package on the simulated package index. */
export interface Release {
  readonly version: string;
  /** `2024-09-20`. */
  readonly date: string;
  /** KiB of the wheel. */
  readonly size: number;
  /** The least minor version of Python 3 that it runs on. */
  readonly python: number;
}

export interface Project {
  /** As its authors write it. */
  readonly name: string;
  /** What is imported; the name, with `_`, unless told. */
  readonly modules: readonly string[];
  /** The oldest first. */
  readonly releases: readonly Release[];
  /** Requirements: `numpy>=1.22.4`. */
  readonly requires: readonly string[];
  /** Compiled for one platform: its wheels say so. */
  readonly isBinary: boolean;
  readonly scripts: readonly string[];
  readonly summary: string;
  /** Only as source, which needs what is named to be built. */
  readonly needs?: string;
  /** Only on an index of its own, for who has the token. */
  readonly isPrivate?: boolean;
}

/**
 * A line a project: name, versions as `version@date:KiB:python`, what it requires. Flags after the name: `*` compiled,
 * `=module,…` other modules, `!script,…` commands.
 */
const TABLE = `
pandas* | 1.3.5@2021-12-12:11300:7 1.5.3@2023-01-19:12200:8 2.0.3@2023-06-29:12300:8 2.1.4@2023-12-08:11700:9 2.2.0@2024-01-20:12700:9 2.2.2@2024-04-10:12700:9 2.2.3@2024-09-20:12700:9 2.3.0@2025-06-05:11900:9 2.3.1@2025-07-07:12000:9 2.3.3@2025-09-29:12400:9 3.0.0@2026-01-21:10900:11 | numpy>=1.21.0, python-dateutil>=2.8.2, pytz>=2020.1, tzdata>=2022.7
numpy* | 1.21.6@2022-04-12:15700:7 1.24.4@2023-06-26:17300:8 1.26.4@2024-02-05:18200:9 2.0.2@2024-08-26:19500:9 2.1.3@2024-11-02:16000:10 2.2.6@2025-05-17:16500:10 2.3.0@2025-06-07:16600:11 2.3.2@2025-07-24:16600:11 2.3.5@2025-11-16:16600:11 2.4.0@2025-12-20:16400:11 |
python-dateutil=dateutil | 2.8.2@2021-07-14:247:3 2.9.0.post0@2024-03-01:229:3 | six>=1.5
six | 1.16.0@2021-05-05:11:3 1.17.0@2024-12-04:11:3 |
pytz | 2023.3@2023-03-29:502:3 2025.2@2025-03-25:509:3 2025.3@2025-12-10:509:3 |
tzdata | 2024.2@2024-09-23:346:3 2025.2@2025-03-23:348:3 2025.3@2025-12-13:348:3 |
requests | 2.28.2@2023-01-12:63:7 2.31.0@2023-05-22:63:7 2.32.3@2024-05-29:65:8 2.32.4@2025-06-09:65:8 2.32.5@2025-08-18:65:9 | charset-normalizer<4,>=2, idna<4,>=2.5, urllib3<3,>=1.21.1, certifi>=2017.4.17
charset-normalizer* | 3.4.2@2025-05-02:148:7 3.4.4@2025-10-14:150:7 |
idna | 3.10@2024-09-15:70:6 3.11@2025-10-12:71:8 |
urllib3 | 1.26.20@2024-08-29:144:3 2.4.0@2025-04-10:128:9 2.5.0@2025-06-18:130:9 2.6.2@2025-12-11:131:9 |
certifi | 2025.4.26@2025-04-26:160:6 2025.7.14@2025-07-14:162:7 2025.11.12@2025-11-12:159:7 |
Flask!flask | 2.2.5@2023-05-02:102:7 2.3.3@2023-08-21:96:8 3.0.3@2024-04-07:102:8 3.1.0@2024-11-13:103:9 3.1.1@2025-05-13:103:9 3.1.2@2025-08-19:103:9 | Werkzeug>=2.2.2, Jinja2>=3.0, itsdangerous>=2.0, click>=8.0, blinker>=1.6.2
Werkzeug | 2.3.8@2023-11-08:242:8 3.0.6@2024-10-25:228:8 3.1.3@2024-11-08:224:9 3.1.4@2025-11-29:224:9 | MarkupSafe>=2.1.1
Jinja2 | 3.1.5@2024-12-21:134:7 3.1.6@2025-03-05:135:7 | MarkupSafe>=2.0
MarkupSafe* | 2.1.5@2024-02-02:28:7 3.0.2@2024-10-18:23:9 3.0.3@2025-09-27:23:9 |
itsdangerous | 2.2.0@2024-04-16:16:8 |
click | 8.1.8@2024-12-21:98:7 8.2.1@2025-05-20:102:10 8.3.1@2025-11-15:108:10 |
blinker | 1.9.0@2024-11-08:9:9 |
gunicorn!gunicorn | 21.2.0@2023-07-19:80:5 22.0.0@2024-04-17:84:7 23.0.0@2024-08-10:85:7 | packaging
packaging | 24.2@2024-11-08:65:8 25.0@2025-04-19:66:8 |
psycopg2-binary*=psycopg2 | 2.9.9@2023-10-03:3000:7 2.9.10@2024-10-16:3000:8 2.9.11@2025-10-10:4200:9 |
psycopg2 | 2.9.9@2023-10-03:385:7 2.9.10@2024-10-16:386:8 | ; pg_config
psycopg | 3.2.9@2025-05-13:202:8 3.3.2@2025-12-06:212:10 | typing-extensions>=4.6
redis | 4.6.0@2023-06-25:241:7 5.2.1@2024-12-06:261:8 6.2.0@2025-05-28:278:9 7.1.0@2025-11-19:354:10 |
SQLAlchemy* | 1.4.54@2024-09-05:1600:6 2.0.41@2025-05-14:3200:7 2.0.44@2025-10-10:3300:7 | greenlet>=1, typing-extensions>=4.6.0
greenlet* | 3.2.2@2025-05-09:580:9 3.3.0@2025-12-04:600:10 |
typing-extensions | 4.13.2@2025-04-10:45:8 4.14.0@2025-06-02:43:9 4.15.0@2025-08-25:44:9 |
fastapi | 0.110.3@2024-04-30:91:8 0.115.12@2025-03-23:95:8 0.116.1@2025-07-11:95:8 0.124.0@2025-12-06:111:9 | starlette<0.51.0,>=0.40.0, pydantic>=1.7.4, typing-extensions>=4.8.0
starlette | 0.46.2@2025-04-13:72:9 0.50.0@2025-11-01:74:10 | anyio<5,>=3.6.2
anyio | 4.9.0@2025-03-17:100:9 4.12.0@2025-11-28:113:9 | idna>=2.8, sniffio>=1.1
sniffio | 1.3.1@2024-02-25:10:7 |
pydantic | 1.10.22@2025-04-24:166:7 2.11.5@2025-05-22:444:9 2.12.5@2025-11-26:463:9 | annotated-types>=0.6.0, pydantic-core>=2.33.0, typing-extensions>=4.12.2, typing-inspection>=0.4.0
pydantic-core* | 2.33.2@2025-04-23:2000:9 2.41.5@2025-11-04:2100:9 | typing-extensions>=4.6.0
annotated-types | 0.7.0@2024-05-20:14:8 |
typing-inspection | 0.4.1@2025-05-21:15:9 | typing-extensions>=4.12.0
uvicorn!uvicorn | 0.34.2@2025-04-19:63:9 0.34.3@2025-06-01:63:9 0.38.0@2025-10-18:68:9 | click>=7.0, h11>=0.8
h11 | 0.16.0@2025-04-24:38:8 |
httpx | 0.28.1@2024-12-06:74:8 | anyio, certifi, httpcore==1.*, idna
httpcore | 1.0.9@2025-04-24:79:8 | certifi, h11>=0.16
PyYAML*=yaml | 6.0.2@2024-08-06:767:8 6.0.3@2025-09-25:807:8 |
python-dotenv=dotenv!dotenv | 1.1.0@2025-03-25:20:9 1.2.1@2025-10-26:21:9 |
scipy* | 1.13.1@2024-05-23:38600:9 1.15.3@2025-05-08:37700:10 1.16.3@2025-10-28:35700:11 | numpy>=1.22.4
scikit-learn*=sklearn | 1.6.1@2025-01-10:13500:9 1.7.2@2025-09-09:9700:10 1.8.0@2025-12-10:8900:11 | numpy>=1.19.5, scipy>=1.6.0, joblib>=1.2.0, threadpoolctl>=3.1.0
joblib | 1.5.1@2025-05-23:308:9 1.5.2@2025-08-27:308:9 |
threadpoolctl | 3.6.0@2025-03-13:18:9 |
matplotlib* | 3.9.4@2024-12-13:8300:9 3.10.3@2025-05-08:8600:10 3.10.8@2025-12-10:8700:10 | contourpy>=1.0.1, cycler>=0.10, fonttools>=4.22.0, kiwisolver>=1.3.1, numpy>=1.23, packaging>=20.0, pillow>=8, pyparsing>=2.3.1, python-dateutil>=2.7
contourpy* | 1.3.0@2024-08-27:321:9 1.3.2@2025-04-15:323:10 | numpy>=1.23
cycler | 0.12.1@2023-10-07:8:8 |
fonttools* | 4.58.1@2025-05-28:4900:9 4.61.0@2025-11-28:4900:10 |
kiwisolver* | 1.4.7@2024-09-04:1600:8 1.4.8@2024-12-24:1500:10 |
pillow*=PIL | 11.2.1@2025-04-12:4600:9 12.0.0@2025-10-15:7000:10 |
pyparsing | 3.2.3@2025-03-25:111:9 |
pyarrow* | 20.0.0@2025-04-27:42300:9 22.0.0@2025-10-24:47600:10 |
polars* | 1.30.0@2025-05-21:36400:9 1.36.0@2025-12-06:44000:10 |
duckdb* | 1.3.0@2025-05-21:21000:7 1.4.2@2025-11-12:20500:9 |
openpyxl | 3.1.5@2024-06-28:251:8 | et-xmlfile
et-xmlfile | 2.0.0@2024-10-25:18:8 |
beautifulsoup4=bs4 | 4.13.4@2025-04-15:187:7 4.14.3@2025-11-30:107:7 | soupsieve>1.2, typing-extensions>=4.0.0
soupsieve | 2.7@2025-04-20:36:8 |
lxml* | 5.4.0@2025-04-23:5000:6 6.0.2@2025-09-22:5300:8 |
tqdm!tqdm | 4.67.1@2024-11-24:78:7 |
boto3 | 1.38.27@2025-05-30:140:9 1.42.0@2025-12-01:140:9 | botocore<1.43.0,>=1.38.27, jmespath<2.0.0,>=0.7.1, s3transfer<0.17.0,>=0.13.0
botocore | 1.38.27@2025-05-30:13600:9 1.42.0@2025-12-01:14500:9 | jmespath<2.0.0,>=0.7.1, python-dateutil<3.0.0,>=2.1, urllib3>=1.25.4
jmespath | 1.0.1@2022-06-17:20:7 |
s3transfer | 0.13.0@2025-05-22:85:9 0.16.0@2025-12-01:87:9 | botocore<2.0a.0,>=1.37.4
pytest!pytest | 7.4.4@2023-12-31:325:7 8.3.5@2025-03-02:344:8 8.4.0@2025-06-02:363:9 9.0.2@2025-12-06:375:10 | iniconfig>=1, packaging>=20, pluggy<2,>=1.5
iniconfig | 2.1.0@2025-03-19:6:8 2.3.0@2025-10-18:8:10 |
pluggy | 1.6.0@2025-05-15:21:9 |
Django!django-admin | 4.2.21@2025-05-07:8000:8 5.2.1@2025-05-07:8300:10 5.2.9@2025-12-02:8300:10 6.0@2025-12-03:8300:12 | asgiref>=3.8.1, sqlparse>=0.3.1
asgiref | 3.8.1@2024-03-22:24:8 3.11.0@2025-11-19:24:9 |
sqlparse | 0.5.3@2024-12-10:44:8 0.5.4@2025-11-28:45:8 |
celery!celery | 5.5.2@2025-04-25:439:8 5.6.0@2025-11-30:444:9 | kombu>=5.5.2, click<9.0,>=8.1.2, python-dateutil>=2.8.2
kombu | 5.5.3@2025-04-16:210:8 | packaging
setuptools | 58.1.0@2021-09-22:816:6 65.5.1@2022-11-05:1200:7 75.8.0@2025-01-08:1200:9 80.9.0@2025-05-27:1200:9 |
wheel!wheel | 0.45.1@2024-11-23:72:8 |
pip!pip,pip3 | 23.0.1@2023-02-17:2100:7 24.0@2024-02-03:2100:7 25.0.1@2025-02-09:1800:8 25.1.1@2025-05-02:1800:9 25.2@2025-07-30:1800:9 25.3@2025-10-25:1800:9 |
virtualenv!virtualenv | 20.31.2@2025-05-08:6100:8 | 
black!black | 25.1.0@2025-01-29:1800:9 25.12.0@2025-12-08:1800:10 | click>=8.0.0, packaging>=22.0
ruff*!ruff | 0.11.12@2025-05-29:11500:7 0.14.8@2025-12-04:11500:7 |
mypy*!mypy | 1.16.0@2025-05-29:12600:9 1.19.0@2025-11-28:13600:9 | typing-extensions>=4.6.0
psutil* | 7.0.0@2025-02-13:278:6 7.1.3@2025-11-02:264:6 |
cowsay!cowsay | 6.1@2023-09-25:26:8 |
rich | 14.0.0@2025-03-30:243:8 14.2.0@2025-10-09:243:8 | markdown-it-py>=2.2.0, pygments<3.0.0,>=2.13.0
markdown-it-py | 3.0.0@2023-06-03:88:8 4.0.0@2025-08-11:87:10 | mdurl~=0.1
mdurl | 0.1.2@2022-08-14:10:7 |
Pygments=pygments | 2.19.1@2025-01-06:1200:8 2.19.2@2025-06-21:1200:8 |
prometheus-client | 0.22.0@2025-05-16:63:9 |
docker | 7.1.0@2024-05-23:148:8 | requests>=2.26.0, urllib3>=1.26.0
simplejson* | 3.20.1@2025-02-15:147:3 |
ujson* | 5.10.0@2024-05-14:54:8 |
orjson* | 3.10.18@2025-04-29:133:9 3.11.5@2025-12-06:139:9 |
tabulate | 0.9.0@2022-10-06:35:7 |
schedule | 1.2.2@2024-06-18:12:7 |
colorama | 0.4.6@2022-10-25:25:3 |
acme-trips-client | 0.3.0@2025-03-01:18:8 0.4.0@2025-09-01:19:8 | requests>=2.28 ; private
`;

const projects: ReadonlyMap<string, Project> = new Map(
  TABLE.trim().split('\n').map((line): [string, Project] => {
    const [head = '', versions = '', tail = ''] = line.split('|').map((part) => part.trim());
    const [, name = '', star, modules, scripts] = /^([^*=!]+)(\*)?(?:=([^!]+))?(?:!(.+))?$/.exec(head) ?? [];
    const [requires = '', note] = tail.split(';').map((part) => part.trim());
    const project: Project = {
      name,
      modules: modules?.split(',') ?? [name.toLowerCase().replaceAll('-', '_')],
      requires: splitRequirements(requires),
      isBinary: star !== undefined,
      scripts: scripts?.split(',') ?? [],
      summary: SUMMARIES(name),
      releases: versions.split(' ').map((text) => {
        const [, version = '', date = '', size, python] = /^([^@]+)@([^:]+):(\d+):(\d+)$/.exec(text) ?? [];
        return { version, date, size: Number(size), python: Number(python) };
      }),
      ...(note === 'private' ? { isPrivate: true } : note ? { needs: note } : {}),
    };
    return [normalize(name), project];
  }),
);

function SUMMARIES(name: string): string {
  return name === 'pandas' ? 'Powerful data structures for data analysis, time series, and statistics' : name === 'numpy' ? 'Fundamental package for array computing in Python' : `The ${name} package`;
}

/** `a>=1,<2, b` holds two requirements. */
function splitRequirements(text: string): readonly string[] {
  return text === '' ? [] : text.split(', ');
}

/** Names are the same whatever their case, `-`, `_` and `.` (PEP 503). */
export function normalize(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

export function projectOf(name: string): Project | undefined {
  return projects.get(normalize(name));
}

/** What was on the index by a date (`2025-06-02`). */
export function releasesAt(project: Project, date: string): readonly Release[] {
  return project.releases.filter((release) => release.date <= date);
}

/** Compares versions (PEP 440, numbers and `.post`). */
export function compareVersions(a: string, b: string): number {
  const parts = (text: string) => text.replace(/\.post/, '.').split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
}

export interface Requirement {
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifiers: readonly (readonly [operator: string, version: string])[];
  readonly text: string;
}

/** `pandas[excel]>=1.5,<2 ; python_version > "3.8"`; undefined for what is none. */
export function parseRequirement(text: string): Requirement | undefined {
  const plain = text.split(';')[0]!.trim();
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:\(?((?:~=|===?|!=|<=?|>=?)[^()]*)\)?)?$/.exec(plain);
  if (!match) return undefined;
  const specifiers: [string, string][] = [];
  for (const part of (match[3] ?? '').split(',').map((each) => each.trim()).filter((each) => each)) {
    const spec = /^(~=|===?|!=|<=?|>=?)\s*([A-Za-z0-9.*+!_-]+)$/.exec(part);
    if (!spec) return undefined;
    specifiers.push([spec[1]!, spec[2]!]);
  }
  return { name: match[1]!, extras: match[2]?.split(',').map((each) => each.trim()) ?? [], specifiers, text: plain.replaceAll(' ', '') };
}

export function satisfies(version: string, { specifiers }: Pick<Requirement, 'specifiers'>): boolean {
  return specifiers.every(([operator, wanted]) => {
    const order = compareVersions(version, wanted.replace(/\.\*$/, ''));
    switch (operator) {
      case '==': return wanted.endsWith('.*') ? `${version}.`.startsWith(wanted.slice(0, -1)) : order === 0;
      case '===': return version === wanted;
      case '!=': return wanted.endsWith('.*') ? !`${version}.`.startsWith(wanted.slice(0, -1)) : order !== 0;
      case '<': return order < 0;
      case '<=': return order <= 0;
      case '>': return order > 0;
      case '>=': return order >= 0;
      default: return order >= 0 && `${version}.`.startsWith(`${wanted.split('.').slice(0, -1).join('.')}.`);
    }
  });
}
