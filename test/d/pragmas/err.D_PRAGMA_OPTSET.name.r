pragmas/err.D_PRAGMA_OPTSET.name.d:2:18-22: ERROR: D_PRAGMA_OPTSET: failed to set option 'quite': Invalid option name
#pragma D option quite
                 ~~~~~
HINT: did you mean quiet?

pragmas/err.D_PRAGMA_OPTSET.name.d:3:18-26: ERROR: D_PRAGMA_OPTSET: failed to set option 'aggsortky' to '1': Invalid option name
#pragma D option aggsortky=1
                 ~~~~~~~~~
HINT: did you mean aggsortkey?
