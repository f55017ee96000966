# The users' build, run by `npm install`. CMake builds the same native/sources.json for developers (docs/HACKING.md).
{
  'target_defaults': {
    'include_dirs': ['native'],
    'cflags': [
      # One result on every processor: no fused multiply-add that the source does not ask for.
      '-ffp-contract=off',
      # Nobody reads errno after a square root: without it, roots are single instructions.
      '-fno-math-errno',
      '-fvisibility=hidden',
    ],
    # Node's own settings ask for C++17 without exceptions; node-addon-api reports errors of JavaScript by exception.
    'cflags_cc!': ['-fno-exceptions', '-std=gnu++17'],
    'cflags_cc': ['-std=c++20'],
  },
  'targets': [
    {
      'target_name': 'ridgeline',
      'sources': ['<!@(node native/tools/list-sources.mjs sources)'],
      'include_dirs': ['<!(node -p "require(\'node-addon-api\').include_dir")'],
      'defines': [
        'NAPI_VERSION=9',
        'NODE_ADDON_API_CPP_EXCEPTIONS',
        # worker.terminate() during a native call would otherwise abort the process.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      # The galleries belong to the process: the addon stays loaded when the last worker that loaded it ends.
      'ldflags': ['-Wl,-z,nodelete'],
      'conditions': [
        ['target_arch=="x64"', {
          'dependencies': ['ridgeline_avx2', 'ridgeline_avx512'],
        }],
      ],
    },
  ],
  'conditions': [
    # gyp has no flags per source file, so the kernels of each instruction set are a library of their own.
    ['target_arch=="x64"', {
      'targets': [
        {
          'target_name': 'ridgeline_avx2',
          'type': 'static_library',
          'sources': ['<!@(node native/tools/list-sources.mjs avx2)'],
          'cflags': ['<!@(node native/tools/list-sources.mjs flags avx2)'],
        },
        {
          'target_name': 'ridgeline_avx512',
          'type': 'static_library',
          'sources': ['<!@(node native/tools/list-sources.mjs avx512)'],
          'cflags': ['<!@(node native/tools/list-sources.mjs flags avx512)'],
        },
      ],
    }],
  ],
}
