// What the reading of a workspace has to say: code, what is wrong, what to do; in both languages.
#pragma once

#include "load/messages_binding.h"
#include "load/messages_dispatch.h"
#include "load/messages_history.h"
#include "load/messages_reading.h"
#include "load/messages_rules.h"
#include "load/messages_tasks.h"
