syntax/err.D_UNSUPPORTED.len.d:5:8-10: ERROR: D_UNSUPPORTED: len( ) is not supported in ntrace
        trace(len(@a));
              ~~~
HINT: the consumer holds the totals of aggregations: a clause in the target cannot ask about them
