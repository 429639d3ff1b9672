#include "CDate.h"
