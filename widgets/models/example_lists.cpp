// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/example_lists.h"

#include "widgets/session.h"

namespace stillhouse::widgets {

ExampleLists::ExampleLists(Session& session, QObject* parent) : QObject(parent), session_(session) {
    connect(&session_, &Session::projectChanged, this, [this] { reader_.reset(); });
}

ExampleLists::~ExampleLists() = default;

void ExampleLists::warm(std::int64_t dataset) {
    query<bool>(
        this, QStringLiteral("warm"), [dataset](Store& store, ExampleIndex& index) { return index.prepare(store, dataset); },
        [this, dataset](const Result<bool>& more) { // without it SQL answers, and says what is wrong
            if (more && *more)
                warm(dataset);
        });
}

void ExampleLists::enqueue(QObject* owner, const QString& tag, std::function<void(Store&, ExampleIndex&)> work, StoreReader::Done done) {
    if (session_.projectFolder().empty()) {
        const Error error{ErrorKind::NotFound, SH_TR("No project is open"), {}, SH_TR("Open a project folder first")};
        return done(&error);
    }
    if (!reader_ || path_ != session_.storePath()) {
        path_ = session_.storePath();
        index_ = std::make_shared<ExampleIndex>();
        reader_ = std::make_unique<StoreReader>(path_);
    }
    reader_->enqueue(owner, tag, [work = std::move(work), index = index_](Store& store) { work(store, *index); }, std::move(done));
}

} // namespace stillhouse::widgets
