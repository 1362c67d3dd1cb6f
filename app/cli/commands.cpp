// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

namespace stillhouse::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> list = {
        infoCommand(), tokenizeCommand(), trainTokenizerCommand(), trainCommand(), runCommand(), distillCommand(), alignCommand(),
        evalCommand(), perplexityCommand(), logitsCommand(), generateCommand(), attentionCommand(), benchCommand(), exportCommand(),
        quantizeCommand(), pruneCommand(), loraCommand(), cascadeCommand(), compareCommand(), runsCommand(), datasetCommand(),
        sampleCommand(), schemaCommand(), demoCommand(), teacherCommand(),
    };
    return list;
}

} // namespace stillhouse::cli
