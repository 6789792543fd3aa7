syntax/err.D_UNSUPPORTED.address.d:4:8-16: ERROR: D_UNSUPPORTED: progenyof( ) is not supported in ntrace
        trace(progenyof(1));
              ~~~~~~~~~
HINT: it asks the kernel about a kernel object
