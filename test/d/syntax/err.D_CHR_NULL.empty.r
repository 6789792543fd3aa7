syntax/err.D_CHR_NULL.empty.d:4:8-9: ERROR: D_CHR_NULL: empty character constant
        trace('');
              ~~
HINT: an empty string is ""
