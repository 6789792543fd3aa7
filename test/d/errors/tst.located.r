-- stderr --
test/d/errors/tst.located.d:8:17-21: ERROR: D_PRINTF_ARG_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %d
	 prototype: char, short, int, long, or long long
	  argument: string
        printf("%d\n", "one");
                       ~~~~~
HINT: %s prints a string

test/d/errors/tst.located.d:9:2-5: ERROR: D_FUNC_UNDEF: undefined function name: trce
        trce(5);
        ~~~~
HINT: did you mean trace?

test/d/errors/tst.located.d:10:7-11: ERROR: D_FUNC_UNDEF: undefined function name: cuont
        @a = cuont();
             ~~~~~
HINT: did you mean count?

test/d/errors/tst.located.d:13:1-11: ERROR: D_PDESC_ZERO: probe description abrt:::fire does not match any probes
abrt:::fire
~~~~~~~~~~~
HINT: did you mean abort:::fire?  See: ntrace -l -n 'abort:::'
HINT: nearest: abort:::fire, abort:::fired
-- exit 1 --
