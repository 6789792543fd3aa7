ABORTED-1 ~ aborted-1 ~
é É

