unhandled 1 RangeError: too late E_LATE
warning CustomWarning: careful, handled 1
rejection-handled 1 RangeError: too late E_LATE
uncaught "TypeError": caught by the process, uncaughtException, handled 1
uncaught "": no error, uncaughtException, handled 1
exit 3

-- exit 3 --
