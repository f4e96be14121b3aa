import { posix } from 'node:path'
import { type Program, parseSync, Visitor } from 'oxc-parser'

/** A source file, read and parsed. Paths are relative to the checkout, with forward slashes. */
export interface Source {
  path: string
  text: string
  lineCount: number
  program: Program
  comments: readonly { value: string; start: number }[]
  imports: readonly Import[]
}

/** One place where a file names another, or a package, of which it needs values or types. */
export interface Import {
  /** The path of a file of ours, `node:…`, or the name of a package without the path inside it. */
  target: string
  kind: 'file' | 'node' | 'package'
  line: number
  /** A worker is started from its file's address: it may not point up, but closes no circle of loading. */
  isAddress: boolean
}

/** A breach of a rule: `path:line what is wrong; what to do`. */
export type Finding = string

/** Parses one file. Throws when it is no TypeScript at all: every other check would be void. */
export function readSource(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const found: Import[] = []
  const add = (specifier: string, start: number, isAddress = false) =>
    found.push({ ...resolve(path, specifier), line: lineAt(text, start), isAddress })

  for (const { moduleRequest } of module.staticImports) add(moduleRequest.value, moduleRequest.start)
  for (const { entries } of module.staticExports) {
    const request = entries[0]?.moduleRequest
    if (request) add(request.value, request.start)
  }
  new Visitor({
    ImportExpression({ source }) {
      if (source.type === 'Literal' && typeof source.value === 'string') add(source.value, source.start)
    },
    TSImportType({ source }) {
      add(source.value, source.start)
    },
    NewExpression({ callee, arguments: [address] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'URL' || address?.type !== 'Literal') return
      if (typeof address.value === 'string' && /^\.\.?\/.*\.[jt]s$/.test(address.value))
        add(address.value, address.start, true)
    },
  }).visit(program)
  return { path, text, lineCount: text.trimEnd().split('\n').length, program, comments, imports: found }
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Where to look and what is wrong there. */
export function at(source: Source, offset: number, message: string): Finding {
  return `${source.path}:${lineAt(source.text, offset)} ${message}`
}

function resolve(from: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  if (specifier.startsWith('.')) return { kind: 'file', target: posix.join(posix.dirname(from), specifier) }
  if (specifier.startsWith('node:')) return { kind: 'node', target: specifier }
  const parts = specifier.split('/')
  return {
    kind: 'package',
    target: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''),
  }
}
