probes/err.D_PDESC_ZERO.period.d:2:1-19: ERROR: D_PDESC_ZERO: probe description profile:::tick-10us does not match any probes
profile:::tick-10us
~~~~~~~~~~~~~~~~~~~
HINT: tick-N and profile-N take N in hertz or with ns us ms s m h d, at least 200us: tick-1s, profile-97
