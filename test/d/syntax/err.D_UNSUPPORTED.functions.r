syntax/err.D_UNSUPPORTED.functions.d:4:2-11: ERROR: D_UNSUPPORTED: breakpoint( ) is not supported in ntrace
        breakpoint();
        ~~~~~~~~~~
HINT: there is no kernel debugger, and a pause in a clause would show ntrace, not the application

syntax/err.D_UNSUPPORTED.functions.d:5:2-6: ERROR: D_UNSUPPORTED: panic( ) is not supported in ntrace
        panic();
        ~~~~~
HINT: there is no kernel to panic

syntax/err.D_UNSUPPORTED.functions.d:6:2-5: ERROR: D_UNSUPPORTED: stop( ) is not supported in ntrace
        stop();
        ~~~~
HINT: a stopped process cannot answer ntrace: raise(SIGSTOP) is the same, knowingly

syntax/err.D_UNSUPPORTED.functions.d:7:2-5: ERROR: D_UNSUPPORTED: pcap( ) is not supported in ntrace
        pcap(0, 1);
        ~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:8:8-18: ERROR: D_UNSUPPORTED: mutex_owned( ) is not supported in ntrace
        trace(mutex_owned(0));
              ~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:9:8-18: ERROR: D_UNSUPPORTED: mutex_owner( ) is not supported in ntrace
        trace(mutex_owner(0));
              ~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:10:8-26: ERROR: D_UNSUPPORTED: mutex_type_adaptive( ) is not supported in ntrace
        trace(mutex_type_adaptive(0));
              ~~~~~~~~~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:11:8-22: ERROR: D_UNSUPPORTED: mutex_type_spin( ) is not supported in ntrace
        trace(mutex_type_spin(0));
              ~~~~~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:12:8-18: ERROR: D_UNSUPPORTED: rw_iswriter( ) is not supported in ntrace
        trace(rw_iswriter(0));
              ~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:13:8-19: ERROR: D_UNSUPPORTED: rw_read_held( ) is not supported in ntrace
        trace(rw_read_held(0));
              ~~~~~~~~~~~~
HINT: it asks the kernel about a kernel object

syntax/err.D_UNSUPPORTED.functions.d:14:8-20: ERROR: D_UNSUPPORTED: rw_write_held( ) is not supported in ntrace
        trace(rw_write_held(0));
              ~~~~~~~~~~~~~
HINT: it asks the kernel about a kernel object
